package io.nocturne.agent.collect.oshi;

import io.nocturne.agent.collect.Series;
import io.nocturne.model.metric.MetricCatalog;
import java.util.List;
import oshi.software.os.OSFileStore;

/// One filesystem and what is reported of it.
///
/// **Absent** - the inodes where OSHI tells none: a filesystem has 0 or -1 of them where it has no fixed
/// number, Windows always.
/// **Source** - used is total - free, reserved is free - usable, and utilization is used / (used + usable):
/// the numbers of `df`.
/// **Threads** - confined to "collect".
final class FilesystemSeries implements Devices.Device<OSFileStore> {

    private final Series limit;
    private final Series used;
    private final Series free;
    private final Series reserved;
    private final Series utilization;
    private final Series usedInodes;
    private final Series freeInodes;
    private final Series inodeUtilization;
    private final List<Series> series;

    FilesystemSeries(OSFileStore store) {
        limit = series("system.filesystem.limit", store);
        used = stated("system.filesystem.usage", store, "used");
        free = stated("system.filesystem.usage", store, "free");
        reserved = stated("system.filesystem.usage", store, "reserved");
        utilization = series("system.filesystem.utilization", store);
        usedInodes = stated("system.filesystem.inodes.usage", store, "used");
        freeInodes = stated("system.filesystem.inodes.usage", store, "free");
        inodeUtilization = series("system.filesystem.inodes.utilization", store);
        series = List.of(limit, used, free, reserved, utilization, usedInodes, freeInodes, inodeUtilization);
    }

    @Override
    public List<Series> series() {
        return series;
    }

    @Override
    public void read(OSFileStore store) {
        long total = store.getTotalSpace();
        if (total > 0) {
            space(total, store.getFreeSpace(), store.getUsableSpace());
        }
        long inodes = store.getTotalInodes();
        if (inodes > 0) {
            inodes(inodes, store.getFreeInodes());
        }
    }

    private void space(long total, long freeNow, long usableNow) {
        long freeBytes = Math.clamp(freeNow, 0, total);
        long usableBytes = Math.clamp(usableNow, 0, freeBytes);
        long usedBytes = total - freeBytes;
        limit.set(total);
        used.set(usedBytes);
        free.set(usableBytes);
        reserved.set(freeBytes - usableBytes);
        if (usedBytes + usableBytes > 0) {
            utilization.set((double) usedBytes / (usedBytes + usableBytes));
        }
    }

    private void inodes(long total, long freeNow) {
        if (freeNow < 0 || freeNow > total) {
            return;
        }
        usedInodes.set(total - freeNow);
        freeInodes.set(freeNow);
        inodeUtilization.set((double) (total - freeNow) / total);
    }

    private static Series series(String metric, OSFileStore store) {
        return Series.of(
                metric,
                MetricCatalog.DEVICE,
                store.getVolume(),
                MetricCatalog.FILESYSTEM_MOUNTPOINT,
                store.getMount(),
                MetricCatalog.FILESYSTEM_TYPE,
                store.getType());
    }

    private static Series stated(String metric, OSFileStore store, String state) {
        return Series.of(
                metric,
                MetricCatalog.DEVICE,
                store.getVolume(),
                MetricCatalog.FILESYSTEM_MOUNTPOINT,
                store.getMount(),
                MetricCatalog.FILESYSTEM_TYPE,
                store.getType(),
                MetricCatalog.FILESYSTEM_STATE,
                state);
    }
}
