package io.nocturne.server.notify.flow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Why news waits.
///
/// **Shape** - `by` is what the reason names: a silence's id, an alert's id; empty where it names nothing.
/// **Absent** - `until` where no time is known.
public record Hold(
        Reason reason, String by, Instant since, @Nullable Instant until) {

    /// Whether it is the same reason still, whatever the times.
    public boolean isSame(@Nullable Hold other) {
        return other != null && reason == other.reason && by.equals(other.by);
    }

    Hold since(Instant time) {
        return new Hold(reason, by, time, until);
    }

    /// The reasons, the first to be asked first.
    public enum Reason {
        RECEIVER_OFF("receiverOff"),
        /// It tells whoever is on call, and nobody is who can be reached.
        NOBODY_ON_CALL("nobodyOnCall"),
        /// This person is not on call any more; the next one is told, and this one what is over.
        OFF_DUTY("offDuty"),
        FLAPPING("flapping"),
        SILENCED("silenced"),
        SUPPRESSED("suppressed"),
        /// It may be explained by something that is not known yet.
        SETTLING("settling"),
        ACKNOWLEDGED("acknowledged"),
        QUIET_HOURS("quietHours"),
        /// The same was told a moment ago.
        TOLD_BEFORE("toldBefore"),
        /// The receiver has had as many messages as it may have.
        BUDGET("budget"),
        /// It was given up.
        UNDELIVERABLE("undeliverable");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        /// As it stands in JSON.
        public String word() {
            return word;
        }
    }
}
