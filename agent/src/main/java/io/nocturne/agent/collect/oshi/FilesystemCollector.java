package io.nocturne.agent.collect.oshi;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.Series;
import io.nocturne.agent.collect.Ticker;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import oshi.software.os.OSFileStore;

/// The space and the inodes of the local filesystems.
///
/// **Shape** - left out are images that are always full, drives without a medium, and the helper volumes of
/// macOS, which share their space with the volume that holds the data.
/// **Source** - OSHI's local file stores.
final class FilesystemCollector implements Collector {

    private static final Set<String> IMAGES = Set.of("squashfs", "iso9660", "cd9660", "udf", "cdfs", "cramfs", "erofs");
    private static final String MAC_VOLUMES = "/System/Volumes/";
    private static final String MAC_DATA = "/System/Volumes/Data";

    private final Devices<OSFileStore, FilesystemSeries> filesystems;

    /// **Shape** - `admission` is asked for each new mount point.
    FilesystemCollector(Supplier<List<OSFileStore>> listing, Predicate<String> admission, Ticker ticker) {
        filesystems = new Devices<>(new Filesystems(listing, admission), ticker);
    }

    @Override
    public String name() {
        return "filesystem";
    }

    @Override
    public List<Series> series() {
        return filesystems.series();
    }

    @Override
    public void collect() {
        filesystems.read();
    }

    private record Filesystems(Supplier<List<OSFileStore>> listing, Predicate<String> admission)
            implements Devices.Source<OSFileStore, FilesystemSeries> {

        @Override
        public List<OSFileStore> list() {
            return listing.get();
        }

        @Override
        public String key(OSFileStore store) {
            return String.join("\0", store.getMount(), store.getVolume(), store.getType());
        }

        @Override
        public Optional<FilesystemSeries> admit(OSFileStore store) {
            return isReal(store) && admission.test(store.getMount())
                    ? Optional.of(new FilesystemSeries(store))
                    : Optional.empty();
        }

        @Override
        public boolean update(OSFileStore store) {
            return store.updateAttributes();
        }

        private static boolean isReal(OSFileStore store) {
            String mount = store.getMount();
            boolean helper = mount.startsWith(MAC_VOLUMES) && !mount.equals(MAC_DATA);
            return !mount.isBlank()
                    && store.getTotalSpace() > 0
                    && !helper
                    && !IMAGES.contains(store.getType().toLowerCase(Locale.ROOT));
        }
    }
}
