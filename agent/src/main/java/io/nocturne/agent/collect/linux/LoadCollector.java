package io.nocturne.agent.collect.linux;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The load averages.
///
/// **Source** - `/proc/loadavg`, which has them to two decimals.
final class LoadCollector implements Collector {

    private final KernelFile file;
    private final ByteScanner scanner = new ByteScanner();
    private final List<Series> series = List.of(
            Series.of("system.cpu.load_average.1m"),
            Series.of("system.cpu.load_average.5m"),
            Series.of("system.cpu.load_average.15m"));

    LoadCollector(Path root) {
        file = new KernelFile(root.resolve("proc/loadavg"));
    }

    @Override
    public String name() {
        return "load average";
    }

    @Override
    public List<Series> series() {
        return series;
    }

    @Override
    public void collect() throws IOException {
        file.read(scanner).nextLine();
        for (int i = 0; i < series.size() && scanner.nextHundredths(); i++) {
            series.get(i).set(scanner.number() / 100.0);
        }
    }
}
