package io.nocturne.agent.collect;

import java.util.Arrays;

/// How long the latest readings took, from the first file that is read to the snapshot in the buffer.
///
/// **Shape** - the last [#KEPT] readings.
/// **Unit** - elapsed milliseconds, not CPU time.
/// **Threads** - safe: "collect" adds, any thread asks.
public final class CycleTimes {

    static final int KEPT = 1_024;

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double SHARE = 0.95;

    private final Ticker ticker;
    private final long[] nanos = new long[KEPT];
    private int count;

    public CycleTimes(Ticker ticker) {
        this.ticker = ticker;
    }

    /// Does the work of one reading and notes how long it took.
    void measure(Runnable reading) {
        long start = ticker.nanos();
        reading.run();
        long taken = ticker.nanos() - start;
        synchronized (nanos) {
            nanos[count++ % KEPT] = taken;
        }
    }

    /// What 95 of 100 readings did not exceed; 0 before the first.
    ///
    /// **Source** - nearest rank: of n sorted values the one at position ceil(0.95 n).
    public double millisP95() {
        long[] sorted;
        synchronized (nanos) {
            sorted = Arrays.copyOf(nanos, Math.min(count, KEPT));
        }
        if (sorted.length == 0) {
            return 0;
        }
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(SHARE * sorted.length) - 1] / NANOS_PER_MILLI;
    }
}
