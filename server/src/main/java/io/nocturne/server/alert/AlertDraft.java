package io.nocturne.server.alert;

import io.nocturne.model.alert.Acknowledgement;
import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.AlertTransition;
import io.nocturne.model.alert.EndReason;
import io.nocturne.model.alert.Severity;
import io.nocturne.server.alert.machine.Step.Change;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The next version of an alert while it is being made.
///
/// **Threads** - confined to one change.
final class AlertDraft {

    static final String SEVERITY = "severity";

    private final Alert from;
    private final Instant changedAt;
    private Map<String, String> labels;
    private AlertStatus status;
    private Severity severity;
    private boolean flapping;
    private double value;
    private @Nullable Double threshold;
    private @Nullable Instant firedAt;
    private @Nullable Instant endedAt;
    private @Nullable Instant unknownSince;
    private @Nullable EndReason endReason;
    private @Nullable String endedBy;
    private @Nullable Acknowledgement acknowledgement;
    private boolean seen;
    private @Nullable String detail;

    AlertDraft(Alert from, Instant changedAt) {
        this.from = from;
        this.changedAt = changedAt;
        this.labels = from.labels();
        this.status = from.status();
        this.severity = from.severity();
        this.flapping = from.flapping();
        this.value = from.value();
        this.threshold = from.threshold();
        this.firedAt = from.firedAt();
        this.endedAt = from.endedAt();
        this.unknownSince = from.unknownSince();
        this.endReason = from.endReason();
        this.endedBy = from.endedBy();
        this.acknowledgement = from.acknowledgement();
        this.seen = from.seen();
        this.detail = from.detail();
    }

    /// An alert that has not taken its first step.
    static Alert begin(UUID alertId, Subject subject, Instant at, boolean late, boolean flapping) {
        return new Alert(
                alertId.toString(),
                0,
                subject.rule().rule().ruleId(),
                subject.rule().rule().name(),
                subject.hostId().toString(),
                subject.host(),
                subject.series() == null ? null : subject.series().metric(),
                subject.series() == null ? Map.of() : subject.series().attributes(),
                Map.of(),
                AlertStatus.PENDING,
                Severity.WARNING,
                flapping,
                late,
                0,
                null,
                subject.unit(),
                at,
                null,
                null,
                at,
                null,
                null,
                null,
                null,
                false,
                List.of(),
                null,
                null,
                subject.rule().guidance(),
                subject.rule().runbookUrl());
    }

    /// What the machine found.
    ///
    /// **Absent** - `subject` when there is no rule for it any more.
    AlertDraft apply(Change change, @Nullable Subject subject, @Nullable String by) {
        value = change.value();
        if (change.severity() != null) {
            severity = change.severity();
        }
        switch (change.type()) {
            case PENDING -> status = AlertStatus.PENDING;
            case FIRING -> {
                status = AlertStatus.FIRING;
                firedAt = change.at();
            }
            case CALMED -> {
                // Nobody was told, so nobody has to see it.
                seen = true;
                over(AlertStatus.RESOLVED, change, by);
            }
            case RESOLVED -> over(AlertStatus.RESOLVED, change, by);
            case ENDED -> over(AlertStatus.ENDED, change, by);
            case UNKNOWN -> {
                status = AlertStatus.UNKNOWN;
                unknownSince = change.at();
            }
            case KNOWN -> {
                status = AlertStatus.FIRING;
                unknownSince = null;
            }
            case FLAPPING -> flapping = true;
            case STEADY -> flapping = false;
            case ESCALATED, EASED, ACKNOWLEDGED, UNACKNOWLEDGED, EXPIRED, REOPENED, COMMENTED, SEEN -> {
                // The severity says it, or people do.
            }
        }
        if (subject != null) {
            labels = subject.labels();
            threshold = subject.threshold(severity);
            detail = subject.detail() == null ? detail : subject.detail();
        }
        return this;
    }

    AlertDraft acknowledged(@Nullable Acknowledgement by) {
        acknowledgement = by;
        seen = seen || by != null;
        return this;
    }

    AlertDraft seen() {
        seen = true;
        return this;
    }

    /// The alert after one more step.
    Alert done() {
        Map<String, String> all = new HashMap<>(labels);
        all.put(SEVERITY, Subject.word(severity));
        return new Alert(
                from.alertId(),
                from.version() + 1,
                from.ruleId(),
                from.ruleName(),
                from.hostId(),
                from.host(),
                from.metric(),
                from.attributes(),
                all,
                status,
                severity,
                flapping,
                from.late(),
                value,
                threshold,
                from.unit(),
                from.pendingAt(),
                firedAt,
                endedAt,
                changedAt,
                unknownSince,
                endReason,
                endedBy,
                acknowledgement,
                seen,
                List.of(),
                from.suppressedBy(),
                detail,
                from.guidance(),
                from.runbookUrl());
    }

    /// The type of step in which somebody's acknowledgement ends because it got worse than what it covers.
    static boolean outgrows(Alert alert, AlertTransition.Type type) {
        Acknowledgement known = alert.acknowledgement();
        return type == AlertTransition.Type.ESCALATED
                && known != null
                && known.covers().compareTo(alert.severity()) < 0;
    }

    private void over(AlertStatus how, Change change, @Nullable String by) {
        status = how;
        endedAt = change.at();
        unknownSince = null;
        endReason = change.reason();
        endedBy = by;
    }
}
