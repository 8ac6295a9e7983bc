package io.nocturne.agent.collect.linux;

import io.nocturne.agent.collect.Series;
import io.nocturne.model.metric.MetricCatalog;
import java.util.List;

/// One filesystem and what is reported of it.
///
/// **Source** - used is total - free, reserved is free - usable, and utilization is used / (used + usable):
/// the numbers of `df`. Inodes as `df -i` has them.
/// **Absent** - inodes where the filesystem has no fixed number of them (btrfs, vfat).
/// **Threads** - confined to "collect".
final class FilesystemSeries {

    private static final String USAGE = "system.filesystem.usage";
    private static final String INODES_USAGE = "system.filesystem.inodes.usage";

    private final Mount mount;
    private final Series limit;
    private final Series used;
    private final Series free;
    private final Series reserved;
    private final Series utilization;
    private final Series inodesUsed;
    private final Series inodesFree;
    private final Series inodesUtilization;
    private final List<Series> series;

    FilesystemSeries(Mount mount) {
        this.mount = mount;
        limit = series("system.filesystem.limit", mount);
        used = usage(USAGE, mount, "used");
        free = usage(USAGE, mount, "free");
        reserved = usage(USAGE, mount, "reserved");
        utilization = series("system.filesystem.utilization", mount);
        inodesUsed = usage(INODES_USAGE, mount, "used");
        inodesFree = usage(INODES_USAGE, mount, "free");
        inodesUtilization = series("system.filesystem.inodes.utilization", mount);
        series = List.of(limit, used, free, reserved, utilization, inodesUsed, inodesFree, inodesUtilization);
    }

    Mount mount() {
        return mount;
    }

    List<Series> series() {
        return series;
    }

    void read(SpaceProbe probe) {
        probe.space(mount.mountpoint()).ifPresent(this::set);
    }

    private void set(SpaceProbe.Space space) {
        // The three numbers are asked one after the other, so on a busy filesystem they can disagree a little.
        long freeBytes = Math.min(space.freeBytes(), space.totalBytes());
        long usableBytes = Math.min(space.usableBytes(), freeBytes);
        long usedBytes = space.totalBytes() - freeBytes;
        limit.set(space.totalBytes());
        used.set(usedBytes);
        free.set(usableBytes);
        reserved.set(freeBytes - usableBytes);
        if (usedBytes + usableBytes > 0) {
            utilization.set((double) usedBytes / (usedBytes + usableBytes));
        }
        setInodes(space);
    }

    private void setInodes(SpaceProbe.Space space) {
        if (space.inodes() > 0) {
            long freeInodes = Math.min(space.freeInodes(), space.inodes());
            inodesUsed.set(space.inodes() - freeInodes);
            inodesFree.set(freeInodes);
            inodesUtilization.set((double) (space.inodes() - freeInodes) / space.inodes());
        }
    }

    private static Series series(String metric, Mount mount) {
        return Series.of(
                metric,
                MetricCatalog.DEVICE,
                mount.device(),
                MetricCatalog.FILESYSTEM_MOUNTPOINT,
                mount.mountpoint(),
                MetricCatalog.FILESYSTEM_TYPE,
                mount.type());
    }

    private static Series usage(String metric, Mount mount, String state) {
        return Series.of(
                metric,
                MetricCatalog.DEVICE,
                mount.device(),
                MetricCatalog.FILESYSTEM_MOUNTPOINT,
                mount.mountpoint(),
                MetricCatalog.FILESYSTEM_TYPE,
                mount.type(),
                MetricCatalog.FILESYSTEM_STATE,
                state);
    }
}
