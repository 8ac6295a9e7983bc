package io.nocturne.server.notify;

import io.nocturne.model.alert.HeldNotification;
import io.nocturne.model.alert.Notification;
import io.nocturne.model.alert.Severity;
import io.nocturne.model.alert.TraceStep;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.access.Caller;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.audit.EventKind;
import io.nocturne.server.notify.store.NotifyStore;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.web.Page;
import io.nocturne.server.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What was told, what was held back and why, and what was given up.
@Tag(name = "Notifications")
@RestController
@RequestMapping("/api/v1")
class NotificationController {

    private final Desk desk;
    private final NotifyStore store;
    private final TestNotice drills;
    private final AuditLog audit;
    private final DiskGate disk;

    NotificationController(Desk desk, NotifyStore store, TestNotice drills, AuditLog audit, DiskGate disk) {
        this.desk = desk;
        this.store = store;
        this.drills = drills;
        this.audit = audit;
        this.disk = disk;
    }

    @Operation(summary = "What receivers have not been told, why, and until when; then what came and went meanwhile")
    @GetMapping("/notifications/held")
    List<HeldNotification> held() {
        return desk.held();
    }

    @Operation(summary = "Messages in a state, the newest first: sending, waiting, delivered, superseded, or dead")
    @GetMapping("/notifications")
    List<Notification> list(
            @RequestParam(defaultValue = "delivered") String state, @RequestParam(defaultValue = "100") int limit) {
        Notification.State wanted = Arrays.stream(Notification.State.values())
                .filter(known -> known.name().equalsIgnoreCase(state))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        "parameter 'state' must be one of sending, waiting, delivered, dead, superseded"));
        return newest(wanted, limit);
    }

    @Operation(summary = "Messages that were given up, the newest first")
    @GetMapping("/notifications/dead")
    List<Notification> dead(@RequestParam(defaultValue = "100") int limit) {
        return newest(Notification.State.DEAD, limit);
    }

    @Operation(summary = "Sends a message that was given up once more")
    @PostMapping("/notifications/{notificationId}/resend")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void resend(
            @PathVariable String notificationId,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        disk.require();
        if (!desk.resend(notificationId)) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "there is no such message that was given up");
        }
        audit.changed(EventKind.NOTIFICATION_RESENT, caller.origin(request), "message " + notificationId);
    }

    @Operation(summary = "Sends an alert that is marked as a drill the whole way, and answers how far it has come")
    @PostMapping("/notifications/drill")
    Drilled drill(
            @RequestBody Wanted wanted,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        disk.require();
        String alertId = "drill-" + UUID.randomUUID();
        Severity severity = wanted.severity() == null ? Severity.WARNING : wanted.severity();
        desk.drill(drills.alert(alertId, Labels.checked(wanted.labels()), severity));
        audit.changed(EventKind.DRILL_SENT, caller.origin(request), "alert " + alertId);
        return new Drilled(alertId, store.trace(alertId));
    }

    @Operation(summary = "Why an alert was told, or not: each step on its way, oldest first")
    @GetMapping("/alerts/{alertId}/trace")
    List<TraceStep> trace(@PathVariable String alertId) {
        List<TraceStep> steps = store.trace(alertId);
        if (steps.isEmpty() && desk.alert(alertId).isEmpty()) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "there is no such alert");
        }
        return steps;
    }

    private List<Notification> newest(Notification.State state, int limit) {
        if (limit < 1 || limit > Page.MAX_LIMIT) {
            throw ProblemException.invalid("parameter 'limit' must be 1 to %d".formatted(Page.MAX_LIMIT));
        }
        return store.newest(state, limit);
    }

    /// The labels of a drill; `host` and `alertname` have a value if they are left out.
    record Wanted(
            @Nullable Map<String, String> labels, @Nullable Severity severity) {}

    /// A drill's alert, whose trace can be read on, and the trace so far.
    record Drilled(String alertId, List<TraceStep> trace) {}
}
