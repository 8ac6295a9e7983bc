package io.nocturne.agent.collect.oshi;

import io.nocturne.agent.collect.Counter;
import io.nocturne.agent.collect.CounterRate;
import io.nocturne.agent.collect.Lap;
import io.nocturne.agent.collect.Series;
import io.nocturne.agent.collect.Ticker;
import io.nocturne.model.metric.MetricCatalog;
import java.util.ArrayList;
import java.util.List;
import oshi.hardware.HWDiskStore;

/// One disk's counters and what is reported of them.
///
/// **Absent** - await and the queue's mean where OSHI's transfer time is the disk's busy time, and the
/// utilization where it is the time of all operations; see [Platform.TransferTime].
/// **Threads** - confined to "collect".
final class DiskSeries implements Devices.Device<HWDiskStore> {

    private static final double MILLIS_PER_SECOND = 1e3;

    private final Platform platform;
    private final Lap lap;
    private final CounterRate readBytes;
    private final CounterRate writtenBytes;
    private final CounterRate reads;
    private final CounterRate writes;
    private final Counter transferMillis = new Counter();
    private final Series await;
    private final Series queueLength;
    private final Series utilization;
    private final List<Series> series;

    DiskSeries(String device, Platform platform, Ticker ticker) {
        this.platform = platform;
        lap = new Lap(ticker);
        readBytes = new CounterRate(directed("system.disk.io", device, "read"));
        writtenBytes = new CounterRate(directed("system.disk.io", device, "write"));
        reads = new CounterRate(directed("system.disk.operations", device, "read"));
        writes = new CounterRate(directed("system.disk.operations", device, "write"));
        await = Series.of("system.disk.await", MetricCatalog.DEVICE, device);
        queueLength = Series.of("system.disk.queue_length", MetricCatalog.DEVICE, device);
        utilization = Series.of("system.disk.utilization", MetricCatalog.DEVICE, device);
        series = list();
    }

    @Override
    public List<Series> series() {
        return series;
    }

    @Override
    public void read(HWDiskStore disk) {
        double seconds = lap.seconds();
        boolean readsKnown = reads.apply(disk.getReads(), seconds);
        readBytes.apply(disk.getReadBytes(), seconds);
        boolean writesKnown = writes.apply(disk.getWrites(), seconds);
        writtenBytes.apply(disk.getWriteBytes(), seconds);
        boolean timeKnown = transferMillis.advance(disk.getTransferTime()) && seconds > 0;
        double busySeconds = transferMillis.growth() / MILLIS_PER_SECOND;
        switch (platform.transferTime()) {
            case BUSY -> {
                if (timeKnown) {
                    utilization.set(Math.min(busySeconds / seconds, 1));
                }
                queueNow(disk.getCurrentQueueLength());
            }
            case OF_OPERATIONS -> {
                if (timeKnown) {
                    queueLength.set(busySeconds / seconds);
                }
                if (timeKnown && readsKnown && writesKnown && reads.growth() + writes.growth() > 0) {
                    await.set(busySeconds / (reads.growth() + writes.growth()));
                }
            }
            case UNKNOWN -> queueNow(disk.getCurrentQueueLength());
        }
    }

    private void queueNow(long length) {
        if (platform.hasQueueLength() && length >= 0) {
            queueLength.set(length);
        }
    }

    /// Only what this system can ever tell.
    private List<Series> list() {
        List<Series> all =
                new ArrayList<>(List.of(readBytes.series(), writtenBytes.series(), reads.series(), writes.series()));
        boolean addsUp = platform.transferTime() == Platform.TransferTime.OF_OPERATIONS;
        if (addsUp) {
            all.add(await);
        }
        if (addsUp || platform.hasQueueLength()) {
            all.add(queueLength);
        }
        if (platform.transferTime() == Platform.TransferTime.BUSY) {
            all.add(utilization);
        }
        return List.copyOf(all);
    }

    private static Series directed(String metric, String device, String direction) {
        return Series.of(metric, MetricCatalog.DEVICE, device, MetricCatalog.DISK_DIRECTION, direction);
    }
}
