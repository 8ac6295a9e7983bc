package io.nocturne.agent.collect;

/// Keeps a reading that may be costly within a share of the time: the longer it takes, the longer the pause
/// before the next.
///
/// **Shape** - what counts is the shortest of the last [#REMEMBERED] readings. On a busy host any one of them is
/// longer than its work, because others run in between, and just then the values must not stand still.
/// **Unit** - a share of 0.0025 is 1 s in 400 s.
/// **Threads** - confined to "collect".
public final class CostLimit {

    static final int REMEMBERED = 4;

    private final Ticker ticker;
    private final double share;
    private final long[] took = new long[REMEMBERED];
    private int readings;
    private int next;
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
        took[next] = ticker.nanos() - startNanos;
        next = (next + 1) % REMEMBERED;
        readings = Math.min(readings + 1, REMEMBERED);
        nextNanos = startNanos + (long) (shortest() / share);
    }

    private long shortest() {
        long shortest = took[0];
        for (int i = 1; i < readings; i++) {
            shortest = Math.min(shortest, took[i]);
        }
        return shortest;
    }
}
