package io.nocturne.model.oncall;

import java.time.Instant;
import java.util.Objects;

/// Somebody stands in, whoever's turn it is.
///
/// **Shape** - `from` inclusive, `to` exclusive.
/// **Errors** - [IllegalArgumentException] for an end that is not after the begin.
public record OnCallOverride(String user, Instant from, Instant to) {

    public OnCallOverride {
        Objects.requireNonNull(user, "an override has a user");
        Objects.requireNonNull(from, "an override has a from");
        Objects.requireNonNull(to, "an override has a to");
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("to must be after from");
        }
    }

    public boolean covers(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }
}
