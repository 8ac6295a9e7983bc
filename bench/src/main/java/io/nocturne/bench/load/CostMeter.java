package io.nocturne.bench.load;

import io.nocturne.bench.harness.ProcessCost;
import io.nocturne.bench.harness.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Looks each second at a program under load, and says each ten what it sees.
///
/// **Unit** - CPU seconds of the counted stretch; memory in MB, the most that was seen.
/// **Threads** - confined to the bench's main thread.
public final class CostMeter implements Load.Ticker {

    private static final int SAY_EVERY = 10;

    private final String name;
    private final ProcessHandle program;
    private final @Nullable ProcessHandle database;
    private final Path store;
    private double programCpu;
    private double databaseCpu;
    private double ownCpu;
    private double rssMax;
    private int seconds;

    public CostMeter(String name, ProcessHandle program, @Nullable ProcessHandle database, Path store) {
        this.name = name;
        this.program = program;
        this.database = database;
        this.store = store;
    }

    @Override
    public void begin() {
        programCpu = -ProcessCost.cpuSeconds(program);
        databaseCpu = -ofDatabase();
        ownCpu = -ProcessCost.cpuSeconds(ProcessHandle.current());
        System.out.printf("%s: warm-up is over, from here it counts%n", name);
    }

    @Override
    public void end() {
        programCpu += ProcessCost.cpuSeconds(program);
        databaseCpu += ofDatabase();
        ownCpu += ProcessCost.cpuSeconds(ProcessHandle.current());
    }

    @Override
    public void second(Tally tally) throws IOException {
        rssMax = Math.max(rssMax, ProcessCost.rssMb(program));
        if (++seconds % SAY_EVERY == 0) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %4d s  %,13d samples in this stretch, ack P50 %.1f ms, RSS %.0f MB, store %.1f MB%n",
                    name,
                    seconds,
                    tally.samples(),
                    tally.latency().millis(50),
                    rssMax,
                    Workbench.size(store) / 1e6);
        }
    }

    public double programCpuSeconds() {
        return programCpu;
    }

    public double databaseCpuSeconds() {
        return databaseCpu;
    }

    /// What the bench itself took, which a server on the same CPUs did not get.
    public double ownCpuSeconds() {
        return ownCpu;
    }

    public double rssMaxMb() {
        return rssMax;
    }

    private double ofDatabase() {
        return database == null ? 0 : ProcessCost.cpuSecondsOfAll(database);
    }
}
