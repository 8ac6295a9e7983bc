package io.nocturne.server.alert.machine;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.nocturne.model.alert.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the machine remembers of one instance of a rule.
///
/// **Shape** - a `…Since` clock tells since when the value is beyond a level's raise threshold, or no longer
/// beyond its clear threshold, without a break. `severity` is that of a firing alert, and while pending the
/// worst that may come. `flapScore` is as of `flapAt`; see [AlertMachine].
/// **Unit** - all times are those of samples.
/// **Absent** - `severity` while inactive; a clock that does not run; `lastAt` before the first value;
/// `unknownSince` unless unknown; `flapAt` until something was raised.
/// **Threads** - immutable.
public record AlertState(
        Phase phase,
        @Nullable Severity severity,
        @Nullable Instant warningSince,
        @Nullable Instant criticalSince,
        @Nullable Instant warningClearSince,
        @Nullable Instant criticalClearSince,
        @Nullable Instant lastAt,
        double value,
        @Nullable Instant unknownSince,
        double flapScore,
        @Nullable Instant flapAt,
        boolean flapping) {

    public static final AlertState INACTIVE =
            new AlertState(Phase.INACTIVE, null, null, null, null, null, null, 0, null, 0, null, false);

    /// Whether nothing is going on: a value that is not beyond a raise threshold changes nothing but `lastAt`.
    @JsonIgnore
    public boolean isQuiet() {
        return phase == Phase.INACTIVE && !flapping;
    }

    /// Whether it says the same but for the newest value and its time.
    public boolean isSameButNewer(AlertState other) {
        return equals(other.seen(lastAt, value));
    }

    /// The same with another newest value.
    public AlertState seen(@Nullable Instant at, double newest) {
        return new AlertState(
                phase,
                severity,
                warningSince,
                criticalSince,
                warningClearSince,
                criticalClearSince,
                at,
                newest,
                unknownSince,
                flapScore,
                flapAt,
                flapping);
    }

    /// Where an instance stands.
    public enum Phase {
        INACTIVE,
        PENDING,
        FIRING,
        UNKNOWN
    }
}
