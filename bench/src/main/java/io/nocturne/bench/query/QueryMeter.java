package io.nocturne.bench.query;

import io.nocturne.bench.harness.ProcessCost;
import io.nocturne.bench.load.Load;
import io.nocturne.bench.load.Tally;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks each second at the server under load, and begins new tallies where the load begins to count.
///
/// **Unit** - CPU seconds of the counted stretch; memory in MB, the most that was seen.
/// **Threads** - confined to the bench's main thread.
final class QueryMeter implements Load.Ticker {

    private final QueryTallies tallies;
    private final ProcessHandle server;
    private final @Nullable ProcessHandle database;
    private List<QueryTally> counted = List.of();
    private double serverCpu;
    private double databaseCpu;
    private double ownCpu;
    private double rssMax;

    QueryMeter(QueryTallies tallies, ProcessHandle server, @Nullable ProcessHandle database) {
        this.tallies = tallies;
        this.server = server;
        this.database = database;
    }

    @Override
    public void begin() {
        tallies.next();
        serverCpu = -ProcessCost.cpuSeconds(server);
        databaseCpu = -ofDatabase();
        ownCpu = -ProcessCost.cpuSeconds(ProcessHandle.current());
    }

    @Override
    public void end() {
        counted = tallies.next();
        serverCpu += ProcessCost.cpuSeconds(server);
        databaseCpu += ofDatabase();
        ownCpu += ProcessCost.cpuSeconds(ProcessHandle.current());
    }

    @Override
    public void second(Tally tally) {
        rssMax = Math.max(rssMax, ProcessCost.rssMb(server));
    }

    List<QueryTally> counted() {
        return counted;
    }

    double serverCpuSeconds() {
        return serverCpu;
    }

    double databaseCpuSeconds() {
        return databaseCpu;
    }

    double ownCpuSeconds() {
        return ownCpu;
    }

    double rssMaxMb() {
        return rssMax;
    }

    private double ofDatabase() {
        return database == null ? 0 : ProcessCost.cpuSecondsOfAll(database);
    }
}
