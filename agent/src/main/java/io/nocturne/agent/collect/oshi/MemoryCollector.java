package io.nocturne.agent.collect.oshi;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.Series;
import io.nocturne.model.metric.MetricCatalog;
import java.util.List;
import java.util.function.Supplier;
import oshi.hardware.GlobalMemory;

/// Physical memory.
///
/// **Absent** - buffers and cached: OSHI tells of the caches only that they count as available. So free is
/// what is available, and used the rest.
final class MemoryCollector implements Collector {

    private static final String USAGE = "system.memory.usage";

    private final Supplier<GlobalMemory> memory;
    private final Series limit = Series.of("system.memory.limit");
    private final Series used = Series.of(USAGE, MetricCatalog.MEMORY_STATE, "used");
    private final Series free = Series.of(USAGE, MetricCatalog.MEMORY_STATE, "free");
    private final Series available = Series.of("system.memory.available");
    private final Series utilization = Series.of("system.memory.utilization");
    private final List<Series> series = List.of(limit, used, free, available, utilization);

    MemoryCollector(Supplier<GlobalMemory> memory) {
        this.memory = memory;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<Series> series() {
        return series;
    }

    @Override
    public void collect() {
        GlobalMemory now = memory.get();
        long total = now.getTotal();
        if (total <= 0) {
            return;
        }
        long availableBytes = Math.clamp(now.getAvailable(), 0, total);
        limit.set(total);
        used.set(total - availableBytes);
        free.set(availableBytes);
        available.set(availableBytes);
        utilization.set((double) (total - availableBytes) / total);
    }
}
