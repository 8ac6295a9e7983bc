package io.nocturne.agent.collect.linux;

import static io.nocturne.agent.collect.linux.MemoryTable.Field.AVAILABLE;
import static io.nocturne.agent.collect.linux.MemoryTable.Field.BUFFERS;
import static io.nocturne.agent.collect.linux.MemoryTable.Field.CACHED;
import static io.nocturne.agent.collect.linux.MemoryTable.Field.FREE;
import static io.nocturne.agent.collect.linux.MemoryTable.Field.RECLAIMABLE;
import static io.nocturne.agent.collect.linux.MemoryTable.Field.SHARED;
import static io.nocturne.agent.collect.linux.MemoryTable.Field.SWAP_FREE;
import static io.nocturne.agent.collect.linux.MemoryTable.Field.SWAP_TOTAL;
import static io.nocturne.agent.collect.linux.MemoryTable.Field.TOTAL;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.Series;
import io.nocturne.model.metric.MetricCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Physical memory and swap space.
///
/// **Source** - `/proc/meminfo`. cached is Cached + SReclaimable, as `free` adds them up; used is limit -
/// free - buffers - cached. A kernel before 3.14 has no MemAvailable: then it is free + buffers + Cached -
/// Shmem, the part of the cache that has a file behind it.
final class MemoryCollector implements Collector {

    private static final String USAGE = "system.memory.usage";
    private static final String PAGING_USAGE = "system.paging.usage";

    private final MemoryTable table;
    private final Series limit = Series.of("system.memory.limit");
    private final Series used = Series.of(USAGE, MetricCatalog.MEMORY_STATE, "used");
    private final Series free = Series.of(USAGE, MetricCatalog.MEMORY_STATE, "free");
    private final Series buffers = Series.of(USAGE, MetricCatalog.MEMORY_STATE, "buffers");
    private final Series cached = Series.of(USAGE, MetricCatalog.MEMORY_STATE, "cached");
    private final Series available = Series.of("system.memory.available");
    private final Series utilization = Series.of("system.memory.utilization");
    private final Series swapLimit = Series.of("system.paging.limit");
    private final Series swapUsed = Series.of(PAGING_USAGE, MetricCatalog.PAGING_STATE, "used");
    private final Series swapFree = Series.of(PAGING_USAGE, MetricCatalog.PAGING_STATE, "free");
    private final Series swapUtilization = Series.of("system.paging.utilization");
    private final List<Series> series = List.of(
            limit, used, free, buffers, cached, available, utilization, swapLimit, swapUsed, swapFree, swapUtilization);

    MemoryCollector(Path root) {
        table = new MemoryTable(root);
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
    public void collect() throws IOException {
        table.read();
        if (table.has(TOTAL) && table.has(FREE)) {
            memory(table.bytes(TOTAL), table.bytes(FREE));
        }
        if (table.has(SWAP_TOTAL) && table.has(SWAP_FREE)) {
            swap(table.bytes(SWAP_TOTAL), table.bytes(SWAP_FREE));
        }
    }

    private void memory(long totalBytes, long freeBytes) {
        long bufferBytes = table.bytes(BUFFERS);
        long cachedBytes = table.bytes(CACHED) + table.bytes(RECLAIMABLE);
        long availableBytes = Math.clamp(availableBytes(freeBytes), 0, totalBytes);
        limit.set(totalBytes);
        free.set(freeBytes);
        buffers.set(bufferBytes);
        cached.set(cachedBytes);
        // The kernel counts these at slightly different moments, so they can add up to more than there is.
        used.set(Math.max(totalBytes - freeBytes - bufferBytes - cachedBytes, 0));
        available.set(availableBytes);
        if (totalBytes > 0) {
            utilization.set((double) (totalBytes - availableBytes) / totalBytes);
        }
    }

    private long availableBytes(long freeBytes) {
        return table.has(AVAILABLE)
                ? table.bytes(AVAILABLE)
                : freeBytes + table.bytes(BUFFERS) + table.bytes(CACHED) - table.bytes(SHARED);
    }

    private void swap(long totalBytes, long freeBytes) {
        long usedBytes = Math.max(totalBytes - freeBytes, 0);
        swapLimit.set(totalBytes);
        swapUsed.set(usedBytes);
        swapFree.set(freeBytes);
        if (totalBytes > 0) {
            swapUtilization.set((double) usedBytes / totalBytes);
        }
    }
}
