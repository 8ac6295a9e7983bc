package io.nocturne.model.series;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/// A half-open stretch of time: `from` belongs to it, `to` does not.
///
/// **Errors** - [IllegalArgumentException] unless `from` is before `to`.
public record TimeRange(Instant from, Instant to) {

    public TimeRange {
        Objects.requireNonNull(from, "a range has a from");
        Objects.requireNonNull(to, "a range has a to");
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from (%s) must be before to (%s)".formatted(from, to));
        }
    }

    public Duration span() {
        return Duration.between(from, to);
    }

    public boolean contains(Instant time) {
        return !time.isBefore(from) && time.isBefore(to);
    }
}
