package io.nocturne.server.replay;

import io.nocturne.model.series.TimeRange;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The stretch of time that a caller asks for.
///
/// **Absent** - `to` for now; `from` for seven days before the end.
final class Stretch {

    private static final Duration DEFAULT = Duration.ofDays(7);

    private Stretch() {}

    /// **Errors** - [ProblemException] `request-invalid` for none, or one that is longer than `longest`.
    static TimeRange of(@Nullable Instant from, @Nullable Instant to, Instant now, Duration longest) {
        Instant end = to == null ? now : to;
        Instant start = from == null ? end.minus(DEFAULT) : from;
        if (!start.isBefore(end) || Duration.between(start, end).compareTo(longest) > 0) {
            throw ProblemException.invalid(
                    "'from' must be before 'to', and at most %d days".formatted(longest.toDays()));
        }
        return new TimeRange(start, end);
    }
}
