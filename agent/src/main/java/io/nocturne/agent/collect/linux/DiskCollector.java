package io.nocturne.agent.collect.linux;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.DeviceFilter;
import io.nocturne.agent.collect.Lap;
import io.nocturne.agent.collect.Series;
import io.nocturne.agent.collect.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the whole disks do: bytes, operations, waiting time, queue and utilization.
///
/// **Source** - `/proc/diskstats`; Documentation/admin-guide/iostats.rst of the kernel.
final class DiskCollector implements Collector {

    private final KernelFile file;
    private final ByteScanner scanner = new ByteScanner();
    private final Lap lap;
    private final DeviceList<DiskSeries> disks;
    private List<Series> series = List.of();

    DiskCollector(Path root, Ticker ticker, DeviceFilter filter) {
        file = new KernelFile(root.resolve("proc/diskstats"));
        lap = new Lap(ticker);
        WholeDisks wholeDisks = new WholeDisks(root);
        disks = new DeviceList<>(name ->
                filter.admits(name, wholeDisks.includes(name)) ? Optional.of(new DiskSeries(name)) : Optional.empty());
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public List<Series> series() {
        return series;
    }

    @Override
    public void collect() throws IOException {
        file.read(scanner);
        double seconds = lap.seconds();
        disks.begin();
        while (scanner.nextLine()) {
            // Behind the major and the minor number stands the name.
            if (scanner.skipWords(2) && scanner.nextWord()) {
                DiskSeries disk = disks.match(scanner);
                if (disk != null) {
                    disk.read(scanner, seconds);
                }
            }
        }
        if (disks.end()) {
            series = disks.devices().stream()
                    .flatMap(disk -> disk.series().stream())
                    .toList();
        }
    }
}
