package io.nocturne.agent.collect.oshi;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.Series;
import io.nocturne.agent.collect.Ticker;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import oshi.hardware.HWDiskStore;

/// What the whole disks do.
///
/// **Source** - OSHI's disk stores; disks of size 0 are drives without a medium.
final class DiskCollector implements Collector {

    private final Devices<HWDiskStore, DiskSeries> disks;

    DiskCollector(Supplier<List<HWDiskStore>> listing, Platform platform, Predicate<String> admission, Ticker ticker) {
        disks = new Devices<>(new Disks(listing, platform, admission, ticker), ticker);
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public List<Series> series() {
        return disks.series();
    }

    @Override
    public void collect() {
        disks.read();
    }

    private record Disks(
            Supplier<List<HWDiskStore>> listing, Platform platform, Predicate<String> admission, Ticker ticker)
            implements Devices.Source<HWDiskStore, DiskSeries> {

        private static final String WINDOWS_PREFIX = "\\\\.\\";
        private static final String UNIX_PREFIX = "/dev/";

        @Override
        public List<HWDiskStore> list() {
            return listing.get();
        }

        @Override
        public String key(HWDiskStore disk) {
            return device(disk);
        }

        @Override
        public Optional<DiskSeries> admit(HWDiskStore disk) {
            String name = device(disk);
            return disk.getSize() > 0 && !name.isBlank() && admission.test(name)
                    ? Optional.of(new DiskSeries(name, platform, ticker))
                    : Optional.empty();
        }

        @Override
        public boolean update(HWDiskStore disk) {
            return disk.updateAttributes();
        }

        /// sda for /dev/sda and PHYSICALDRIVE0 for \\.\PHYSICALDRIVE0: as operators write them.
        private static String device(HWDiskStore disk) {
            String name = disk.getName();
            for (String prefix : List.of(UNIX_PREFIX, WINDOWS_PREFIX)) {
                if (name.startsWith(prefix)) {
                    return name.substring(prefix.length());
                }
            }
            return name;
        }
    }
}
