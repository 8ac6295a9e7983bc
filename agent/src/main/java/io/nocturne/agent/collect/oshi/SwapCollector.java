package io.nocturne.agent.collect.oshi;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.CounterRate;
import io.nocturne.agent.collect.Lap;
import io.nocturne.agent.collect.Series;
import io.nocturne.agent.collect.Ticker;
import io.nocturne.model.metric.MetricCatalog;
import java.util.List;
import java.util.function.Supplier;
import oshi.hardware.VirtualMemory;

/// Swap space, and pages moved in and out.
///
/// **Source** - OSHI's virtual memory. On Windows and macOS the pages include those of mapped files: the
/// systems do not count them apart.
final class SwapCollector implements Collector {

    private static final String USAGE = "system.paging.usage";
    private static final String OPERATIONS = "system.paging.operations";

    private final Supplier<VirtualMemory> memory;
    private final Lap lap;
    private final Series limit = Series.of("system.paging.limit");
    private final Series used = Series.of(USAGE, MetricCatalog.PAGING_STATE, "used");
    private final Series free = Series.of(USAGE, MetricCatalog.PAGING_STATE, "free");
    private final Series utilization = Series.of("system.paging.utilization");
    private final CounterRate in = new CounterRate(Series.of(OPERATIONS, MetricCatalog.PAGING_DIRECTION, "in"));
    private final CounterRate out = new CounterRate(Series.of(OPERATIONS, MetricCatalog.PAGING_DIRECTION, "out"));
    private final List<Series> series = List.of(limit, used, free, utilization, in.series(), out.series());

    SwapCollector(Supplier<VirtualMemory> memory, Ticker ticker) {
        this.memory = memory;
        this.lap = new Lap(ticker);
    }

    @Override
    public String name() {
        return "swap";
    }

    @Override
    public List<Series> series() {
        return series;
    }

    @Override
    public void collect() {
        VirtualMemory now = memory.get();
        space(now.getSwapTotal(), now.getSwapUsed());
        long pagesIn = now.getSwapPagesIn();
        long pagesOut = now.getSwapPagesOut();
        double seconds = lap.seconds();
        if (pagesIn >= 0) {
            in.apply(pagesIn, seconds);
        }
        if (pagesOut >= 0) {
            out.apply(pagesOut, seconds);
        }
    }

    private void space(long total, long usedNow) {
        if (total < 0 || usedNow < 0) {
            return;
        }
        long usedBytes = Math.min(usedNow, total);
        limit.set(total);
        used.set(usedBytes);
        free.set(total - usedBytes);
        if (total > 0) {
            utilization.set((double) usedBytes / total);
        }
    }
}
