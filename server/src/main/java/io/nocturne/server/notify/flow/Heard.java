package io.nocturne.server.notify.flow;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.Severity;

/// What a receiver was told of an alert last.
public enum Heard {
    NOTHING,
    WARNING,
    CRITICAL,
    UNKNOWN,
    FLAPPING,
    OVER;

    /// What there is to be told of an alert by itself.
    public static Heard of(Alert alert) {
        return switch (alert.status()) {
            case PENDING -> NOTHING;
            case FIRING -> alert.severity() == Severity.CRITICAL ? CRITICAL : WARNING;
            case UNKNOWN -> UNKNOWN;
            case RESOLVED, ENDED -> OVER;
        };
    }

    public static boolean isOver(Alert alert) {
        return alert.status() == AlertStatus.RESOLVED || alert.status() == AlertStatus.ENDED;
    }

    /// Whether a receiver believes that the alert stands.
    public boolean stands() {
        return this != NOTHING && this != OVER;
    }
}
