package io.nocturne.server.replay;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.RulePreview;
import io.nocturne.model.alert.RulePreviewRequest;
import io.nocturne.server.access.Caller;
import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.web.ProblemException;
import io.nocturne.server.rule.RuleBook;
import io.nocturne.server.rule.RuleCheck;
import io.nocturne.server.rule.RuleFault;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Drafts of rules, tried on what was.
@Tag(name = "Rules")
@RestController
@RequestMapping("/api/v1/rules/preview")
class ReplayController {

    private static final int MAX_HOSTS = 10_000;

    private final Replay replay;
    private final RunningPreviews running;
    private final RuleBook rules;
    private final Retention retention;
    private final Clock clock;

    ReplayController(Replay replay, RunningPreviews running, RuleBook rules, Retention retention, Clock clock) {
        this.replay = replay;
        this.running = running;
        this.rules = rules;
        this.retention = retention;
        this.clock = clock;
    }

    @Operation(
            summary = "What a draft of a rule would have raised",
            description =
                    "Runs the draft, and the saved rule of its id, over stored history. A caller's next preview of"
                            + " the same id ends the one before, which is then answered 409.")
    @PostMapping
    RulePreview preview(
            @RequestBody RulePreviewRequest request, @Parameter(hidden = true) @AuthenticationPrincipal Caller caller) {
        AlertRule draft = request.rule();
        if (draft == null) {
            throw ProblemException.invalid("'rule' is missing");
        }
        List<RuleFault> faults = RuleCheck.faults(draft);
        if (!faults.isEmpty()) {
            throw ProblemException.invalid(RuleFault.text(faults));
        }
        if (request.hosts().size() > MAX_HOSTS) {
            throw ProblemException.invalid("'hosts' may name at most %d".formatted(MAX_HOSTS));
        }
        ZoneId zone = request.zone() == null ? ZoneOffset.UTC : request.zone();
        try (RunningPreviews.Turn turn = running.begin(caller.name(), draft.ruleId())) {
            return replay.preview(
                    draft,
                    rules.current().find(draft.ruleId()).orElse(null),
                    Stretch.of(request.from(), request.to(), clock.instant(), retention.oneMinute()),
                    Set.copyOf(request.hosts()),
                    zone,
                    turn);
        }
    }
}
