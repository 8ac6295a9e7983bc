package io.nocturne.agent.collect;

/// Keeps a reading that may be costly within a share of a CPU: the more CPU time one took, the longer the pause
/// before the next.
///
/// **Shape** - `cost` is the reading thread's CPU time, `ticker` the time that passes. On a busy host a reading
/// takes longer than it works, because others run in between; that must not make it rarer.
/// **Unit** - a share of 0.0025 is 1 s of CPU time in 400 s.
/// **Threads** - confined to "collect".
public final class CostLimit {

    private final Ticker ticker;
    private final Ticker cost;
    private final double share;
    private boolean started;
    private long startNanos;
    private long startCostNanos;
    private long nextNanos;

    public CostLimit(Ticker ticker, Ticker cost, double share) {
        this.ticker = ticker;
        this.cost = cost;
        this.share = share;
    }

    /// Whether the pause is over; if so, the reading begins now.
    public boolean begin() {
        long now = ticker.nanos();
        boolean due = !started || now - nextNanos >= 0;
        if (due) {
            started = true;
            startNanos = now;
            startCostNanos = cost.nanos();
        }
        return due;
    }

    /// The reading is done.
    public void end() {
        nextNanos = startNanos + (long) ((cost.nanos() - startCostNanos) / share);
    }
}
