package io.nocturne.agent.collect.linux;

import java.util.Locale;

/// How one line of `/proc/stat` divides the time between two readings.
///
/// **Unit** - shares of the time, adding up to 1.
/// **Absent** - [#read] says false for the first reading, after a reset and when no time has passed.
/// **Source** - proc(5). A mode that goes back a little counts as unmoved: the kernel itself says that
/// iowait can decrease, and idle does on some machines when a CPU sleeps; going back further is a reset (the
/// CPU was unplugged).
/// **Threads** - confined to "collect".
final class CpuTimes {

    static final Mode[] MODES = Mode.values();

    /// At the usual 100 ticks a second, 3 s: the bound that node_exporter uses for the same quirk.
    private static final long HARMLESS_TICKS_BACK = 300;

    /// user nice system idle iowait irq softirq steal: the columns, in the kernel's order, as modes.
    private static final Mode[] COLUMNS = {
        Mode.USER, Mode.NICE, Mode.SYSTEM, Mode.IDLE, Mode.IOWAIT, Mode.INTERRUPT, Mode.INTERRUPT, Mode.STEAL
    };

    private final long[] last = new long[COLUMNS.length];
    private final long[] growth = new long[COLUMNS.length];
    private long totalGrowth;
    private boolean known;

    /// Takes the rest of a line; whether the shares are known. Columns that an old kernel lacks count as 0.
    boolean read(ByteScanner line) {
        boolean continuous = known;
        totalGrowth = 0;
        for (int column = 0; column < COLUMNS.length; column++) {
            long now = line.nextNumber() ? line.number() : 0;
            long grown = now - last[column];
            continuous &= grown >= -HARMLESS_TICKS_BACK;
            growth[column] = Math.max(grown, 0);
            totalGrowth += growth[column];
            last[column] = now;
        }
        known = true;
        return continuous && totalGrowth > 0;
    }

    double share(Mode mode) {
        long ticks = 0;
        for (int column = 0; column < COLUMNS.length; column++) {
            ticks += COLUMNS[column] == mode ? growth[column] : 0;
        }
        return (double) ticks / totalGrowth;
    }

    double busy() {
        return 1 - share(Mode.IDLE) - share(Mode.IOWAIT);
    }

    /// What a CPU can be doing, by the names of the semantic conventions.
    enum Mode {
        USER,
        NICE,
        SYSTEM,
        IDLE,
        IOWAIT,
        INTERRUPT,
        STEAL;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
