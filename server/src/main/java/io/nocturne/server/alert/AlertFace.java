package io.nocturne.server.alert;

import io.nocturne.model.alert.Alert;
import io.nocturne.server.silence.Mutes;
import java.time.Clock;

/// Shows alerts as they are now: with what silences and what explains them, which no alert remembers.
///
/// **Threads** - safe.
record AlertFace(Mutes mutes, Suppressed suppressed, Clock clock) {

    Alert of(Alert alert) {
        return of(alert, alert.value());
    }

    Alert of(Alert alert, double newest) {
        return alert.status().isOpen()
                ? alert.shown(newest, mutes.muting(alert.labels(), clock.instant()), suppressed.by(alert.alertId()))
                : alert;
    }
}
