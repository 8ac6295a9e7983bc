package io.nocturne.agent.collect;

/// Keeps a reading that may be costly within a share of the time: the longer one took, the longer the pause
/// before the next.
///
/// **Unit** - a share of 0.0025 is 1 s in 400 s.
/// **Threads** - confined to "collect".
public final class CostLimit {

    private final Ticker ticker;
    private final double share;
    private boolean started;
    private long startNanos;
    private long nextNanos;

    public CostLimit(Ticker ticker, double share) {
        this.ticker = ticker;
        this.share = share;
    }

    /// Whether the pause is over; if so, the reading begins now.
    public boolean begin() {
        long now = ticker.nanos();
        boolean due = !started || now - nextNanos >= 0;
        if (due) {
            started = true;
            startNanos = now;
        }
        return due;
    }

    /// The reading is done.
    public void end() {
        long now = ticker.nanos();
        nextNanos = startNanos + (long) ((now - startNanos) / share);
    }
}
