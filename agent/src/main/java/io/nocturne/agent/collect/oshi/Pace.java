package io.nocturne.agent.collect.oshi;

import io.nocturne.agent.collect.Ticker;
import java.time.Duration;

/// When to do again what is too costly to do at each reading.
///
/// **Threads** - confined to "collect".
final class Pace {

    private final Ticker ticker;
    private final long periodNanos;
    private boolean started;
    private long lastNanos;

    Pace(Ticker ticker, Duration period) {
        this.ticker = ticker;
        this.periodNanos = period.toNanos();
    }

    /// Whether the period has passed since this last said so; true the first time.
    boolean isDue() {
        long now = ticker.nanos();
        boolean due = !started || now - lastNanos >= periodNanos;
        if (due) {
            started = true;
            lastNanos = now;
        }
        return due;
    }

    /// Makes the next question due.
    void hurry() {
        started = false;
    }
}
