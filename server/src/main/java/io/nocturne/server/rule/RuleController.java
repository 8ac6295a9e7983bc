package io.nocturne.server.rule;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.access.Caller;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.web.Page;
import io.nocturne.server.platform.web.ProblemException;
import io.nocturne.server.rule.EffectiveRules.HostRules;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Rules: everybody may see them, admins change them.
@Tag(name = "Rules")
@RestController
@RequestMapping("/api/v1/rules")
class RuleController {

    private final Rules rules;
    private final EffectiveRules effective;
    private final DiskGate disk;

    RuleController(Rules rules, EffectiveRules effective, DiskGate disk) {
        this.rules = rules;
        this.effective = effective;
        this.disk = disk;
    }

    @Operation(
            summary = "Rules by id, page by page",
            description = "At most `limit` of them; a `Link` header with rel=next is the address of the next page.")
    @GetMapping
    ResponseEntity<List<AlertRule>> list(
            @Parameter(description = "From the `Link` header of the page before; absent means from the first.")
                    @RequestParam(required = false)
                    @Nullable
                    String cursor,
            @Parameter(description = "How many at most, 1 to 1,000.") @RequestParam(defaultValue = Page.DEFAULT_LIMIT)
                    int limit) {
        return Page.of(
                        rules.current().rules().stream().sorted(Comparator.comparing(AlertRule::ruleId)),
                        AlertRule::ruleId,
                        cursor,
                        limit)
                .answer("/api/v1/rules", limit);
    }

    @Operation(summary = "One rule")
    @GetMapping("/{ruleId}")
    AlertRule get(@PathVariable String ruleId) {
        return rules.current()
                .find(ruleId)
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "there is no such rule"));
    }

    @Operation(
            summary = "What the rules come to for a host, each value with where it stands",
            description = "For the host as a whole, and for each of the instances that a layer names.")
    @GetMapping("/effective")
    HostRules effective(@Parameter(description = "A host's name or id.") @RequestParam String host) {
        return effective.of(host);
    }

    @Operation(summary = "Makes a rule")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    AlertRule create(
            @RequestBody AlertRule rule,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        disk.require();
        return rules.create(rule, caller.origin(request));
    }

    @Operation(
            summary = "Replaces a rule",
            description = "`version` is that of the rule that was read; if somebody changed it since, the answer is"
                    + " `conflict` and says who.")
    @PutMapping("/{ruleId}")
    AlertRule change(
            @PathVariable String ruleId,
            @RequestBody AlertRule rule,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        disk.require();
        if (!ruleId.equals(rule.ruleId())) {
            throw ProblemException.invalid("ruleId must be that of the address; an id does not change");
        }
        return rules.change(rule, caller.origin(request));
    }

    @Operation(
            summary = "Deletes a rule; its alerts end as `ruleChanged`",
            description = "With `version`, only if the rule still has it.")
    @DeleteMapping("/{ruleId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable String ruleId,
            @RequestParam(required = false) @Nullable Long version,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        rules.delete(ruleId, version, caller.origin(request));
    }
}
