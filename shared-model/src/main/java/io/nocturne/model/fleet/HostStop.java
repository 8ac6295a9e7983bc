package io.nocturne.model.fleet;

import java.time.Instant;
import java.util.Objects;

/// An agent's own word for why it is silent.
///
/// **Unit** - `at` by the agent's clock, UTC: what it samples later takes the word back.
public record HostStop(StopReason reason, Instant at) {

    public HostStop {
        Objects.requireNonNull(reason, "a stop has a reason");
        Objects.requireNonNull(at, "a stop has a time");
    }
}
