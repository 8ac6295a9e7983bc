package io.nocturne.agent.collect.linux;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.Counter;
import io.nocturne.agent.collect.Lap;
import io.nocturne.agent.collect.Series;
import io.nocturne.agent.collect.Ticker;
import java.nio.file.Path;
import java.util.List;

/// What the agent itself costs: an operator must not have to take our word for it.
///
/// **Source** - `/proc/<own pid>/stat`, as [ProcessCollector].
final class AgentCollector implements Collector {

    private final ProcessFiles files;
    private final KernelUnits units;
    private final int pid;
    private final Lap lap;
    private final ProcessTable table = new ProcessTable();
    private final Counter ticks = new Counter();
    private final Series cpu = Series.of("nocturne.agent.cpu.utilization");
    private final Series memory = Series.of("nocturne.agent.memory.usage");
    private final List<Series> series = List.of(cpu, memory);

    /// **Shape** - `folder` is where this process finds its own stat: its own `/proc`, whatever root it reads.
    AgentCollector(Path folder, long pid, KernelUnits units, Ticker ticker) {
        this.files = new ProcessFiles(folder);
        this.units = units;
        this.pid = (int) pid;
        this.lap = new Lap(ticker);
    }

    @Override
    public String name() {
        return "agent";
    }

    @Override
    public List<Series> series() {
        return series;
    }

    @Override
    public void collect() {
        double seconds = lap.seconds();
        table.clear();
        files.begin();
        table.add(pid, files.bytes(), files.read(pid));
        files.end();
        if (table.size() == 1) {
            memory.set(table.pages(0) * units.pageBytes());
            if (ticks.advance(table.ticks(0)) && seconds > 0) {
                cpu.set((double) ticks.growth() / units.ticksPerSecond() / seconds);
            }
        }
    }
}
