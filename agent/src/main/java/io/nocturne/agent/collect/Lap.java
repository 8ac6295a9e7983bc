package io.nocturne.agent.collect;

/// The time from one reading to the next.
///
/// **Threads** - confined to "collect".
public final class Lap {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Ticker ticker;
    private boolean started;
    private long lastNanos;

    public Lap(Ticker ticker) {
        this.ticker = ticker;
    }

    /// Ends a lap and starts the next one: seconds since the call before, 0 for the first.
    public double seconds() {
        long now = ticker.nanos();
        double seconds = started ? (now - lastNanos) / NANOS_PER_SECOND : 0;
        started = true;
        lastNanos = now;
        return seconds;
    }
}
