package io.nocturne.agent.testing;

import io.nocturne.agent.collect.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that a test moves; one for the time of day and for distances.
public final class FakeClock implements InstantSource, Ticker {

    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private long nanos = 1_000;

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    /// Lets time pass.
    public synchronized void advance(Duration time) {
        now = now.plus(time);
        nanos += time.toNanos();
    }

    /// Sets the time of day, as an operator does; distances are not touched.
    public synchronized void set(Instant time) {
        now = time;
    }
}
