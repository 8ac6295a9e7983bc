package io.nocturne.agent.collect.linux;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.Counter;
import io.nocturne.agent.collect.Lap;
import io.nocturne.agent.collect.Series;
import io.nocturne.agent.collect.Ticker;
import io.nocturne.model.metric.MetricCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How long tasks waited for CPU, memory or I/O.
///
/// **Absent** - on kernels before 4.20, or where pressure is switched off. "All tasks wait for the CPU" does not
/// exist for a whole host, so there is no such series.
/// **Source** - `/proc/pressure/*`: growth of `total`, in microseconds, over the time;
/// Documentation/accounting/psi.rst of the kernel.
final class PressureCollector implements Collector {

    private final Path folder;
    private final Lap lap;
    private @Nullable List<Resource> resources;
    private List<Series> series = List.of();

    PressureCollector(Path root, Ticker ticker) {
        folder = root.resolve("proc/pressure");
        lap = new Lap(ticker);
    }

    @Override
    public String name() {
        return "pressure";
    }

    @Override
    public List<Series> series() {
        return series;
    }

    @Override
    public void collect() throws IOException {
        double seconds = lap.seconds();
        for (Resource resource : resources()) {
            resource.read(seconds);
        }
    }

    /// Looked for once: what a kernel offers here is settled when it starts.
    private List<Resource> resources() {
        List<Resource> found = resources;
        if (found == null) {
            found = Stream.of("cpu", "memory", "io")
                    .filter(name -> Files.exists(folder.resolve(name)))
                    .map(name -> new Resource(folder, name))
                    .toList();
            series = found.stream().flatMap(own -> own.series.stream()).toList();
            resources = found;
        }
        return found;
    }

    /// One file.
    private static final class Resource {

        private static final byte[] SOME = ByteScanner.ascii("some");
        private static final byte[] FULL = ByteScanner.ascii("full");
        private static final byte[] TOTAL = ByteScanner.ascii("total=");
        private static final double MICROS_PER_SECOND = 1e6;

        private final KernelFile file;
        private final ByteScanner scanner = new ByteScanner();
        private final Series some;
        private final Series full;
        private final Counter someMicros = new Counter();
        private final Counter fullMicros = new Counter();
        private final List<Series> series;

        Resource(Path folder, String name) {
            file = new KernelFile(folder.resolve(name));
            some = series(name, "some");
            full = series(name, "full");
            series = name.equals("cpu") ? List.of(some) : List.of(some, full);
        }

        void read(double seconds) throws IOException {
            file.read(scanner);
            while (scanner.nextLine() && scanner.nextWord()) {
                if (scanner.wordIs(SOME)) {
                    apply(someMicros, some, seconds);
                } else if (scanner.wordIs(FULL)) {
                    apply(fullMicros, full, seconds);
                }
            }
        }

        private void apply(Counter counter, Series target, double seconds) {
            while (scanner.nextWord()) {
                if (scanner.numberAfter(TOTAL) && counter.advance(scanner.number()) && seconds > 0) {
                    target.set(Math.min(counter.growth() / MICROS_PER_SECOND / seconds, 1));
                }
            }
        }

        private static Series series(String name, String stalled) {
            return Series.of(
                    "system.pressure.utilization",
                    MetricCatalog.PRESSURE_RESOURCE,
                    name,
                    MetricCatalog.PRESSURE_STALLED,
                    stalled);
        }
    }
}
