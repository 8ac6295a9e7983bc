package io.nocturne.agent.collect.linux;

import io.nocturne.agent.collect.Counter;
import io.nocturne.agent.collect.CounterRate;
import io.nocturne.agent.collect.Series;
import io.nocturne.model.metric.MetricCatalog;
import java.util.List;

/// One disk's counters and what is reported of them.
///
/// **Absent** - await without operations, and each rate after its counter went back: the kernel's times of a
/// busy disk wrap at 32 bits within days.
/// **Source** - await is the growth of both times over the growth of both operation counts; the queue is the
/// growth of the weighted time over the time; utilization is the growth of the busy time over the time.
/// **Threads** - confined to "collect".
final class DiskSeries {

    /// Sectors of `/proc/diskstats` have this size whatever the disk's own is.
    private static final int SECTOR_BYTES = 512;

    /// The columns behind the name that every kernel since 2.6.25 prints.
    private static final int COLUMNS = 11;

    private static final double MILLIS_PER_SECOND = 1e3;

    private final CounterRate readBytes;
    private final CounterRate writtenBytes;
    private final CounterRate reads;
    private final CounterRate writes;
    private final Counter readMillis = new Counter();
    private final Counter writeMillis = new Counter();
    private final Counter busyMillis = new Counter();
    private final Counter weightedMillis = new Counter();
    private final Series await;
    private final Series queueLength;
    private final Series utilization;
    private final List<Series> series;
    private final long[] columns = new long[COLUMNS];

    DiskSeries(String device) {
        readBytes = new CounterRate(directed("system.disk.io", device, "read"), SECTOR_BYTES);
        writtenBytes = new CounterRate(directed("system.disk.io", device, "write"), SECTOR_BYTES);
        reads = new CounterRate(directed("system.disk.operations", device, "read"));
        writes = new CounterRate(directed("system.disk.operations", device, "write"));
        await = Series.of("system.disk.await", MetricCatalog.DEVICE, device);
        queueLength = Series.of("system.disk.queue_length", MetricCatalog.DEVICE, device);
        utilization = Series.of("system.disk.utilization", MetricCatalog.DEVICE, device);
        series = List.of(
                readBytes.series(),
                writtenBytes.series(),
                reads.series(),
                writes.series(),
                await,
                queueLength,
                utilization);
    }

    List<Series> series() {
        return series;
    }

    /// Takes the rest of the disk's line. A line with fewer columns (kernels before 2.6.25) says too little.
    void read(ByteScanner line, double seconds) {
        for (int i = 0; i < COLUMNS; i++) {
            if (!line.nextNumber()) {
                return;
            }
            columns[i] = line.number();
        }
        boolean readsKnown = reads.apply(columns[0], seconds);
        readBytes.apply(columns[2], seconds);
        boolean writesKnown = writes.apply(columns[4], seconds);
        writtenBytes.apply(columns[6], seconds);
        boolean readTimeKnown = readMillis.advance(columns[3]);
        boolean writeTimeKnown = writeMillis.advance(columns[7]);
        if (readsKnown && writesKnown && readTimeKnown && writeTimeKnown) {
            waiting();
        }
        if (busyMillis.advance(columns[9]) && seconds > 0) {
            utilization.set(Math.min(busyMillis.growth() / MILLIS_PER_SECOND / seconds, 1));
        }
        if (weightedMillis.advance(columns[10]) && seconds > 0) {
            queueLength.set(weightedMillis.growth() / MILLIS_PER_SECOND / seconds);
        }
    }

    private void waiting() {
        double operations = reads.growth() + writes.growth();
        if (operations > 0) {
            await.set((readMillis.growth() + writeMillis.growth()) / MILLIS_PER_SECOND / operations);
        }
    }

    private static Series directed(String metric, String device, String direction) {
        return Series.of(metric, MetricCatalog.DEVICE, device, MetricCatalog.DISK_DIRECTION, direction);
    }
}
