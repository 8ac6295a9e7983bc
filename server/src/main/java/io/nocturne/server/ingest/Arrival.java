package io.nocturne.server.ingest;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a delivery came, by the server's clock, and whether it is backfill: what was measured while it could not be
/// delivered, and what nobody must be woken for.
public record Arrival(Instant at, boolean isBackfill) {

    /// So old a sample may always be when it is delivered, and so many intervals.
    private static final Duration LIVE = Duration.ofMinutes(1);

    private static final int LIVE_INTERVALS = 3;

    /// Judged by the agent's own clock where it says when it sent the delivery: a clock that is wrong is wrong for
    /// both.
    static Arrival of(Instant now, Instant newestSample, @Nullable Instant sentAt, @Nullable Long intervalMillis) {
        Duration age = Duration.between(newestSample, sentAt == null ? now : sentAt);
        Duration intervals = Duration.ofMillis(intervalMillis == null ? 0 : intervalMillis * LIVE_INTERVALS);
        return new Arrival(now, age.compareTo(intervals.compareTo(LIVE) > 0 ? intervals : LIVE) > 0);
    }
}
