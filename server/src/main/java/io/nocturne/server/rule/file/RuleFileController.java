package io.nocturne.server.rule.file;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.server.access.Caller;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.audit.EventKind;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.web.ProblemException;
import io.nocturne.server.rule.FileFault;
import io.nocturne.server.rule.RuleChange;
import io.nocturne.server.rule.RuleCheck;
import io.nocturne.server.rule.RuleFault;
import io.nocturne.server.rule.RuleSet;
import io.nocturne.server.rule.Rules;
import io.nocturne.server.rule.file.AlertsFileTake.FileRefusedException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// All rules at once, out and in; for admins.
@Tag(name = "Rules")
@RestController
@RequestMapping("/api/v1/rules")
class RuleFileController {

    private static final String YAML = "application/yaml";
    private static final String OLD_YAML = "application/x-yaml";
    private static final String TEXT_YAML = "text/yaml";
    private static final String MODE = "merge: rules that are not named stay; replace: they go.";

    private final Rules rules;
    private final AlertsFileReader reader;
    private final AlertsFileWatch watch;
    private final AuditLog audit;
    private final DiskGate disk;

    RuleFileController(Rules rules, AlertsFileReader reader, AlertsFileWatch watch, AuditLog audit, DiskGate disk) {
        this.rules = rules;
        this.reader = reader;
        this.watch = watch;
        this.audit = audit;
        this.disk = disk;
    }

    @Operation(
            summary = "How it stands with the server's alerts.yml",
            description = "Whether it was taken up, or why not, line by line.")
    @GetMapping("/file")
    AlertsFileWatch.Status file() {
        return watch.status();
    }

    @Operation(
            summary = "All rules, as a file that an import or the server's alerts.yml takes",
            description = "The full form of alerts.yml, or JSON for who accepts that.")
    @GetMapping(path = "/export", produces = YAML)
    ResponseEntity<byte[]> export() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(YAML))
                .body(RuleWriter.write(rules.current().rules()).getBytes(StandardCharsets.UTF_8));
    }

    @Operation(summary = "All rules, as a file that an import takes")
    @GetMapping(path = "/export", produces = MediaType.APPLICATION_JSON_VALUE)
    RuleList exportJson() {
        return new RuleList(rules.current().rules());
    }

    @Operation(
            summary = "Takes over rules from a file, whole or not at all; with dryRun tells what that would change",
            description = "The file is an alerts.yml in the short or the full form, or what the export gives as JSON.")
    @PostMapping(
            path = "/import",
            consumes = {YAML, OLD_YAML, TEXT_YAML})
    ImportAnswer importYaml(
            @RequestBody byte[] content,
            @Parameter(description = "true: nothing is changed.") @RequestParam(defaultValue = "true") boolean dryRun,
            @Parameter(description = MODE) @RequestParam(defaultValue = "merge") String mode,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        boolean replace = isReplace(mode);
        if (dryRun) {
            return preview(content, replace);
        }
        disk.require();
        AlertsFileTake take = new AlertsFileTake(reader, content, replace, _ -> true);
        Origin by = caller.origin(request);
        try {
            List<RuleChange> changes =
                    take.take(rules, by, () -> tell(by, replace, "YAML")).changes();
            return ImportAnswer.of(true, changes, take.file());
        } catch (FileRefusedException e) {
            throw ProblemException.invalid(text(e.file()));
        }
    }

    @Operation(summary = "Takes over rules from a file, whole or not at all; with dryRun tells what that would change")
    @PostMapping(path = "/import", consumes = MediaType.APPLICATION_JSON_VALUE)
    ImportAnswer importJson(
            @RequestBody RuleList list,
            @Parameter(description = "true: nothing is changed.") @RequestParam(defaultValue = "true") boolean dryRun,
            @Parameter(description = MODE) @RequestParam(defaultValue = "merge") String mode,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        boolean replace = isReplace(mode);
        requireGood(list.rules());
        if (dryRun) {
            return ImportAnswer.of(false, rules.preview(present -> wanted(present, list.rules(), replace)));
        }
        disk.require();
        Origin by = caller.origin(request);
        return ImportAnswer.of(
                true,
                rules.edit(present -> wanted(present, list.rules(), replace), by, () -> tell(by, replace, "JSON"))
                        .changes());
    }

    private ImportAnswer preview(byte[] content, boolean replace) {
        AlertsFile file = reader.read(content, rules.current(), replace);
        return file.isGood()
                ? ImportAnswer.of(false, rules.preview(_ -> file.rules()), file)
                : ImportAnswer.of(false, List.of(), file);
    }

    private void tell(Origin by, boolean replace, String form) {
        audit.changed(
                EventKind.ALERTS_IMPORTED,
                by,
                "an import as %s, %s".formatted(form, replace ? "in place of all rules" : "into the rules"));
    }

    private static List<AlertRule> wanted(RuleSet present, List<AlertRule> given, boolean replace) {
        Map<String, AlertRule> wanted = new LinkedHashMap<>();
        if (!replace) {
            present.rules().forEach(rule -> wanted.put(rule.ruleId(), rule));
        }
        given.forEach(rule -> wanted.put(rule.ruleId(), rule));
        return List.copyOf(wanted.values());
    }

    private static void requireGood(List<AlertRule> given) {
        if (given.size() > Rules.MAX_RULES) {
            throw ProblemException.invalid(
                    "rules has %d entries, allowed are %d".formatted(given.size(), Rules.MAX_RULES));
        }
        List<RuleFault> faults = new ArrayList<>();
        Map<String, Integer> ids = new LinkedHashMap<>();
        for (int i = 0; i < given.size(); i++) {
            AlertRule rule = given.get(i);
            for (RuleFault fault : RuleCheck.faults(rule)) {
                faults.add(new RuleFault("rules[%d].%s".formatted(i, fault.path()), fault.message()));
            }
            Integer before = ids.putIfAbsent(String.valueOf(rule.ruleId()), i);
            if (before != null) {
                faults.add(new RuleFault(
                        "rules[%d].ruleId".formatted(i), "is that of rules[%d] already".formatted(before)));
            }
        }
        if (!faults.isEmpty()) {
            throw ProblemException.invalid(RuleFault.text(faults));
        }
    }

    private static boolean isReplace(String mode) {
        return switch (mode) {
            case "merge" -> false;
            case "replace" -> true;
            default -> throw ProblemException.invalid("parameter 'mode' must be merge or replace");
        };
    }

    private static String text(AlertsFile file) {
        String told = file.faults().stream().map(FileFault::toString).collect(Collectors.joining("; "));
        int more = file.faultCount() - file.faults().size();
        return more > 0 ? "%s; and %d more".formatted(told, more) : told;
    }

    /// Rules as JSON.
    record RuleList(List<AlertRule> rules) {

        RuleList {
            rules = rules == null ? List.of() : List.copyOf(rules);
        }
    }

    /// What an import did, or would do.
    ///
    /// **Shape** - `rules` every rule by id, also those that stay the same; `sections` the other parts of the
    /// file that were taken up. With `faults`, the first of `faultCount`, nothing is done.
    record ImportAnswer(
            boolean applied,
            List<RuleChange> rules,
            List<String> sections,
            List<FileFault> faults,
            int faultCount,
            List<FileFault> notes) {

        static ImportAnswer of(boolean applied, List<RuleChange> changes) {
            return new ImportAnswer(applied, changes, List.of(), List.of(), 0, List.of());
        }

        static ImportAnswer of(boolean applied, List<RuleChange> changes, AlertsFile file) {
            return new ImportAnswer(
                    applied,
                    changes,
                    List.copyOf(new TreeSet<>(file.sections().keySet())),
                    file.faults(),
                    file.faultCount(),
                    file.notes());
        }
    }
}
