package io.nocturne.agent.collect.linux;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.Series;
import io.nocturne.model.metric.MetricCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How the CPUs spend their time: by mode over all of them, busy in total, busy for each, and how many there
/// are.
///
/// **Source** - `/proc/stat`; user includes guests, as the kernel counts them there; interrupt is irq +
/// softirq.
final class CpuCollector implements Collector {

    private static final byte[] CPU = ByteScanner.ascii("cpu");
    private static final String MODE_METRIC = "system.cpu.utilization";

    private final KernelFile stat;
    private final ByteScanner scanner = new ByteScanner();
    private final CpuTimes total = new CpuTimes();
    private final Series busy = Series.of("system.cpu.total.utilization");
    private final Series count = Series.of("system.cpu.logical.count");
    private final List<Series> modes = Stream.of(CpuTimes.MODES)
            .map(mode -> Series.of(MODE_METRIC, MetricCatalog.CPU_MODE, mode.label()))
            .toList();
    private final DeviceList<Core> cores = new DeviceList<>(Core::named);
    private List<Series> series = List.of();

    CpuCollector(Path root) {
        stat = new KernelFile(root.resolve("proc/stat"));
    }

    @Override
    public String name() {
        return "CPU";
    }

    @Override
    public List<Series> series() {
        return series;
    }

    @Override
    public void collect() throws IOException {
        stat.read(scanner);
        int online = 0;
        cores.begin();
        // The kernel lists all CPUs first; what follows (one line alone can have thousands of numbers) is not ours.
        while (scanner.nextLine() && scanner.nextWord() && scanner.wordStartsWith(CPU)) {
            if (scanner.wordIs(CPU)) {
                readTotal();
            } else {
                online++;
                readCore();
            }
        }
        if (cores.end() || series.isEmpty()) {
            series = list();
        }
        if (online > 0) {
            count.set(online);
        }
    }

    private void readTotal() {
        if (!total.read(scanner)) {
            return;
        }
        for (int i = 0; i < modes.size(); i++) {
            modes.get(i).set(total.share(CpuTimes.MODES[i]));
        }
        busy.set(total.busy());
    }

    private void readCore() {
        Core core = cores.match(scanner);
        if (core != null && core.times.read(scanner)) {
            core.series.set(core.times.busy());
        }
    }

    private List<Series> list() {
        List<Series> all = new ArrayList<>(modes);
        all.add(busy);
        all.add(count);
        cores.devices().forEach(core -> all.add(core.series()));
        return List.copyOf(all);
    }

    /// One logical CPU.
    private record Core(Series series, CpuTimes times) {

        static Optional<Core> named(String name) {
            Series series = Series.of(
                    "system.cpu.core.utilization", MetricCatalog.CPU_LOGICAL_NUMBER, name.substring(CPU.length));
            return Optional.of(new Core(series, new CpuTimes()));
        }
    }
}
