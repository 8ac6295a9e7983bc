package io.nocturne.model.alert;

import java.time.Instant;
import java.util.Objects;

/// A time that comes once, `from` inclusive, `to` exclusive.
///
/// **Errors** - [IllegalArgumentException] for an end that is not after the begin.
public record TimeRange(Instant from, Instant to) {

    public TimeRange {
        Objects.requireNonNull(from, "a range has a from");
        Objects.requireNonNull(to, "a range has a to");
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("to must be after from");
        }
    }

    public boolean covers(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }
}
