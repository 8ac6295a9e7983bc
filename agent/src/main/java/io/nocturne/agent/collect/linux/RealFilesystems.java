package io.nocturne.agent.collect.linux;

import io.nocturne.agent.collect.DeviceFilter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tells the filesystems that hold an operator's data from everything else that is mounted.
///
/// **Shape** - kept are filesystems on a device, ZFS datasets, and whatever is mounted on `/`. Left out are
/// pseudo and memory filesystems, images that are always full (squashfs, loop devices, optical media),
/// overlays of containers, single files that an engine mounts into a container, and everything behind a
/// network or a user-space daemon: asking a server that does not answer would hold up all readings, so those
/// are not even asked. One filesystem that is mounted at several places is reported once, at the place that
/// shows the whole of it, or else at the shortest path. An operator's filter can bring back what is left out,
/// except what is behind a network or a daemon.
final class RealFilesystems {

    private static final Set<String> IMAGES = Set.of("squashfs", "iso9660", "udf", "cramfs", "erofs");
    private static final Set<String> REMOTE = Set.of(
            "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "autofs", "ceph", "glusterfs", "lustre", "virtiofs");
    private static final Set<String> WITHOUT_DEVICE = Set.of("zfs", "bcachefs");
    private static final Set<String> FILES_OF_ENGINES =
            Set.of("/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/dev/termination-log");

    private static final Comparator<Mount> BEST_PLACE = Comparator.comparing(Mount::showsWhole)
            .reversed()
            .thenComparingInt(mount -> mount.mountpoint().length())
            .thenComparing(Mount::mountpoint);

    private RealFilesystems() {}

    /// The filesystems to report, in the kernel's order.
    static List<Mount> of(List<Mount> mounts, DeviceFilter filter) {
        Map<String, Mount> visible = new LinkedHashMap<>();
        for (Mount mount : mounts) {
            // A later mount on the same place hides the earlier one.
            visible.put(mount.mountpoint(), mount);
        }
        Map<String, Mount> byFilesystem = new LinkedHashMap<>();
        for (Mount mount : visible.values()) {
            if (isLocal(mount) && filter.admits(mount.mountpoint(), isReal(mount))) {
                byFilesystem.merge(
                        mount.filesystemId(), mount, (one, other) -> BEST_PLACE.compare(one, other) <= 0 ? one : other);
            }
        }
        return List.copyOf(byFilesystem.values());
    }

    private static boolean isLocal(Mount mount) {
        return !REMOTE.contains(mount.type()) && !mount.type().startsWith("fuse");
    }

    private static boolean isReal(Mount mount) {
        String type = mount.type();
        if (FILES_OF_ENGINES.contains(mount.mountpoint())) {
            return false;
        }
        if (mount.mountpoint().equals("/")) {
            return true;
        }
        if (IMAGES.contains(type) || mount.device().startsWith("/dev/loop")) {
            return false;
        }
        return mount.device().startsWith("/") || WITHOUT_DEVICE.contains(type);
    }
}
