package io.nocturne.server.alert.machine;

import io.nocturne.model.alert.Severity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What was seen of the thing that a rule looks at.
public sealed interface Observation {

    Instant at();

    /// It has a value.
    ///
    /// **Shape** - `interval` is how often a value is expected.
    /// **Absent** - `atMost` where the value may be as bad as the rule says.
    record Value(
            Instant at,
            double value,
            Duration interval,
            @Nullable Severity atMost) implements Observation {

        public Value(Instant at, double value, Duration interval) {
            this(at, value, interval, null);
        }
    }

    /// Its host is silent.
    record Silent(Instant at) implements Observation {}
}
