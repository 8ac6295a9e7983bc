package io.nocturne.server.replay;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertHygiene;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.alert.AlertHistory;
import io.nocturne.server.alert.AlertLog;
import io.nocturne.server.platform.web.ProblemException;
import io.nocturne.server.rule.RuleBook;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Whether people get more alarms than they can take.
@Tag(name = "Alerts")
@RestController
@RequestMapping("/api/v1/alerts/hygiene")
class HygieneController {

    private static final Duration LONGEST = Duration.ofDays(90);
    private static final Duration TRIED = Duration.ofDays(7);
    private static final int MAX_ALERTS = 100_000;
    private static final int MAX_OPERATORS = 1_000;

    private final AlertHistory history;
    private final AlertLog alerts;
    private final RuleBook rules;
    private final Mending mending;
    private final Clock clock;

    HygieneController(AlertHistory history, AlertLog alerts, RuleBook rules, Mending mending, Clock clock) {
        this.history = history;
        this.alerts = alerts;
        this.rules = rules;
        this.mending = mending;
        this.clock = clock;
    }

    @Operation(
            summary = "How many alarms people get, against what a person can take",
            description =
                    "By the targets of ISA-18.2 and EEMUA 191, for each of `operators`, with the ten rules that raise"
                            + " most and the smallest edit that would mend each, tried on at most the last seven days.")
    @GetMapping
    AlertHygiene hygiene(
            @Parameter(description = "Absent means seven days before `to`.") @RequestParam(required = false) @Nullable
                    Instant from,
            @Parameter(description = "Absent means now.") @RequestParam(required = false) @Nullable Instant to,
            @Parameter(description = "Among how many people alarms are shared, 1 to 1,000.")
                    @RequestParam(defaultValue = "1")
                    int operators) {
        TimeRange range = Stretch.of(from, to, clock.instant(), LONGEST);
        if (operators < 1 || operators > MAX_OPERATORS) {
            throw ProblemException.invalid("parameter 'operators' must be 1 to %d".formatted(MAX_OPERATORS));
        }
        TimeRange tried =
                range.span().compareTo(TRIED) > 0 ? new TimeRange(range.to().minus(TRIED), range.to()) : range;
        List<Alert> raised = history.firedIn(range, MAX_ALERTS);
        return new Hygiene(range, operators, raised)
                .report(
                        alerts.open(),
                        ruleId -> rules.current()
                                .find(ruleId)
                                .flatMap(rule -> mending.of(rule, tried))
                                .orElse(null));
    }
}
