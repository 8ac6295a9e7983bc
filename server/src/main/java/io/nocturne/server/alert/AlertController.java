package io.nocturne.server.alert;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertEvidence;
import io.nocturne.model.alert.AlertList;
import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.AlertSummary;
import io.nocturne.model.alert.AlertTransition;
import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.Severity;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.access.Caller;
import io.nocturne.server.alert.store.AlertSearch;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Alerts, and what operators do with them.
@Tag(name = "Alerts")
@RestController
@RequestMapping("/api/v1/alerts")
class AlertController {

    private static final String DEFAULT_LIMIT = "200";
    private static final int MAX_MATCHERS = 20;

    private final AlertService alerts;
    private final EvidenceRecord evidence;
    private final DiskGate disk;

    AlertController(AlertService alerts, EvidenceRecord evidence, DiskGate disk) {
        this.alerts = alerts;
        this.evidence = evidence;
        this.disk = disk;
    }

    @Operation(
            summary = "Alerts, the last to change first, page by page",
            description = "Without `status`: what is open, and what came and went and nobody saw. `nextCursor` of an"
                    + " answer is the `cursor` of the next page.")
    @GetMapping
    AlertList list(
            @Parameter(description = "`pending`, `firing`, `unknown`, `resolved`, `ended`; more than once if wanted.")
                    @RequestParam(required = false)
                    @Nullable
                    List<String> status,
            @Parameter(description = "`warning` or `critical`.") @RequestParam(required = false) @Nullable
                    String severity,
            @Parameter(description = "A host's id.") @RequestParam(required = false) @Nullable UUID host,
            @Parameter(description = "A rule's id.") @RequestParam(required = false) @Nullable String rule,
            @Parameter(description = "A condition on labels: `role=\"db\"`, `host=~\"web-.*\"`; all must hold.")
                    @RequestParam(required = false)
                    @Nullable
                    List<String> match,
            @Parameter(description = "Whether somebody has it in hand.") @RequestParam(required = false) @Nullable
                    Boolean owned,
            @Parameter(description = "Whether somebody saw it.") @RequestParam(required = false) @Nullable Boolean seen,
            @Parameter(description = "Whether another alert says enough for both: a silent host, or one above it.")
                    @RequestParam(required = false)
                    @Nullable
                    Boolean suppressed,
            @Parameter(description = "It was not over before that.") @RequestParam(required = false) @Nullable
                    Instant from,
            @Parameter(description = "It began before that.") @RequestParam(required = false) @Nullable Instant to,
            @Parameter(description = "The `nextCursor` of the page before.") @RequestParam(required = false) @Nullable
                    String cursor,
            @Parameter(description = "How many at most, 1 to 1,000.") @RequestParam(defaultValue = DEFAULT_LIMIT)
                    int limit) {
        AlertSearch wanted = new AlertSearch(
                statuses(status == null ? List.of() : status), severity(severity), host, rule, owned, seen, from, to);
        return alerts.list(wanted, matchers(match == null ? List.of() : match), suppressed, cursor, limit);
    }

    @Operation(summary = "How many alerts there are, and how the hosts are")
    @GetMapping("/summary")
    AlertSummary summary() {
        return alerts.summary();
    }

    @Operation(summary = "One alert")
    @GetMapping("/{alertId}")
    Alert get(@PathVariable UUID alertId) {
        return alerts.get(alertId);
    }

    @Operation(summary = "Every step of an alert, the first one first")
    @GetMapping("/{alertId}/history")
    List<AlertTransition> history(@PathVariable UUID alertId) {
        return alerts.history(alertId);
    }

    @Operation(
            summary = "What was going on at each raise of an alert",
            description = "Processes, disks and network at the raise, and samples of five minutes before and after.")
    @GetMapping("/{alertId}/evidence")
    List<AlertEvidence> evidence(@PathVariable UUID alertId) {
        alerts.get(alertId);
        return evidence.of(alertId);
    }

    @Operation(
            summary = "Takes an alert in hand for a time",
            description =
                    "It covers the severity that the alert has now. `conflict` when the alert has another version.")
    @PostMapping("/{alertId}/ack")
    Alert acknowledge(
            @PathVariable UUID alertId,
            @RequestBody Ack ack,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        disk.require();
        return alerts.acknowledge(
                alertId, version(ack.version()), ack.comment(), ack.expiresInSeconds(), caller.origin(request));
    }

    @Operation(summary = "Gives an alert back before its time is over")
    @DeleteMapping("/{alertId}/ack")
    Alert giveBack(
            @PathVariable UUID alertId,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        disk.require();
        return alerts.giveBack(alertId, caller.origin(request));
    }

    @Operation(
            summary = "Takes many alerts in hand; the answer says of each whether it was done",
            description = "1 to 500, each with the version that was read.")
    @PostMapping("/ack")
    List<AckResult> acknowledgeMany(
            @RequestBody ManyAcks many,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        disk.require();
        List<NamedAlert> named = many.alerts() == null ? List.of() : many.alerts();
        AlertService.requireFew(named.size());
        List<AckResult> results = new ArrayList<>();
        for (NamedAlert each : named) {
            UUID alertId = id(each.alertId());
            try {
                Alert after = alerts.acknowledge(
                        alertId,
                        version(each.version()),
                        many.comment(),
                        many.expiresInSeconds(),
                        caller.origin(request));
                results.add(new AckResult(alertId.toString(), after, null, null));
            } catch (ProblemException e) {
                if (e.code() == ProblemCode.REQUEST_INVALID) {
                    throw e;
                }
                results.add(new AckResult(alertId.toString(), null, e.code(), e.detail()));
            }
        }
        return results;
    }

    @Operation(summary = "Adds a comment to an alert; the answer is the alert")
    @PostMapping("/{alertId}/comments")
    @ResponseStatus(HttpStatus.CREATED)
    Alert comment(
            @PathVariable UUID alertId,
            @RequestBody NewComment comment,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        disk.require();
        return alerts.comment(alertId, comment.comment(), caller.origin(request));
    }

    @Operation(summary = "Notes that alerts were seen which came and went", description = "1 to 500 of them.")
    @PostMapping("/seen")
    SeenResult seen(
            @RequestBody Seen seen,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        disk.require();
        List<String> named = seen.alertIds() == null ? List.of() : seen.alertIds();
        AlertService.requireFew(named.size());
        return new SeenResult(
                alerts.seen(named.stream().map(AlertController::id).distinct().toList(), caller.origin(request)));
    }

    private static Set<AlertStatus> statuses(List<String> given) {
        Set<AlertStatus> statuses = EnumSet.noneOf(AlertStatus.class);
        for (String text : given) {
            statuses.add(constant(AlertStatus.class, "status", text));
        }
        return statuses;
    }

    private static @Nullable Severity severity(@Nullable String given) {
        return given == null ? null : constant(Severity.class, "severity", given);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name, String text) {
        for (E constant : EnumSet.allOf(type)) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        throw ProblemException.invalid("parameter '%s' must be one of %s"
                .formatted(name, EnumSet.allOf(type).toString().toLowerCase(Locale.ROOT)));
    }

    private static List<Matcher> matchers(List<String> given) {
        if (given.size() > MAX_MATCHERS) {
            throw ProblemException.invalid("parameter 'match' may stand there %d times".formatted(MAX_MATCHERS));
        }
        return given.stream().map(LabelCondition::parse).toList();
    }

    private static UUID id(@Nullable String text) {
        try {
            return UUID.fromString(String.valueOf(text));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("alertId must be an alert's id");
        }
    }

    private static long version(@Nullable Long version) {
        if (version == null) {
            throw ProblemException.invalid("version must be the one that was read");
        }
        return version;
    }

    /// Who takes an alert in hand; two hours unless it says otherwise, 60 s to 7 days.
    record Ack(
            @Nullable Long version,
            @Nullable String comment,
            @Nullable Long expiresInSeconds) {}

    /// The same for many.
    record ManyAcks(
            @Nullable List<NamedAlert> alerts,
            @Nullable String comment,
            @Nullable Long expiresInSeconds) {}

    /// An alert as it was read.
    record NamedAlert(@Nullable String alertId, @Nullable Long version) {}

    /// What became of one of many: the alert, or why not.
    record AckResult(
            String alertId,
            @Nullable Alert alert,
            @Nullable ProblemCode code,
            @Nullable String detail) {}

    /// A comment to be added, 1 to 2,000 characters.
    record NewComment(@Nullable String comment) {}

    /// Alerts that somebody saw.
    record Seen(@Nullable List<String> alertIds) {}

    /// How many of them nobody had seen before.
    record SeenResult(int seen) {}
}
