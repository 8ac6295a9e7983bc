package io.nocturne.agent.collect.oshi;

import oshi.hardware.CentralProcessor.TickType;

/// How one CPU, or all of them, divided the time between two readings of OSHI's ticks.
///
/// **Unit** - shares of the time, adding up to 1.
/// **Absent** - [#read] says false for the first reading, after a reset and when no time has passed.
/// **Source** - `ticks now - ticks before`, each over the sum of all. A counter that goes back a little counts
/// as unmoved: on Windows the system's time is a difference of two counters, and Linux's iowait can decrease.
/// One that goes back far is a reset; macOS counts to 32 bits.
/// **Threads** - confined to "collect".
final class TickShares {

    private static final long HARMLESS_MILLIS_BACK = 3_000;

    private final long[] last = new long[TickType.values().length];
    private final long[] growth = new long[last.length];
    private long totalGrowth;
    private boolean known;

    /// Takes OSHI's ticks; whether the shares are known.
    boolean read(long[] ticks) {
        boolean continuous = known;
        totalGrowth = 0;
        for (int i = 0; i < last.length; i++) {
            long now = i < ticks.length ? ticks[i] : 0;
            long grown = now - last[i];
            continuous &= grown >= -HARMLESS_MILLIS_BACK;
            growth[i] = Math.max(grown, 0);
            totalGrowth += growth[i];
            last[i] = now;
        }
        known = true;
        return continuous && totalGrowth > 0;
    }

    double share(CpuMode mode) {
        return (double) mode.of(growth) / totalGrowth;
    }

    double busy() {
        return 1 - share(CpuMode.IDLE) - share(CpuMode.IOWAIT);
    }
}
