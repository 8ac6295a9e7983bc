package io.nocturne.agent.collect.linux;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.Lap;
import io.nocturne.agent.collect.Series;
import io.nocturne.agent.collect.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What the network interfaces carry.
///
/// **Source** - `/proc/net/dev`, and `/sys/class/net/*/speed` for the speed of the link.
final class NetworkCollector implements Collector {

    private final KernelFile file;
    private final ByteScanner scanner = new ByteScanner();
    private final Lap lap;
    private final DeviceList<InterfaceSeries> interfaces;
    private List<Series> series = List.of();

    /// **Shape** - `admission` is asked once for each new interface.
    NetworkCollector(Path root, Ticker ticker, Predicate<String> admission) {
        file = new KernelFile(root.resolve("proc/net/dev"));
        lap = new Lap(ticker);
        interfaces = new DeviceList<>(name -> admission.test(name)
                ? Optional.of(new InterfaceSeries(name, new LinkSpeed(root, name, ticker)))
                : Optional.empty());
    }

    @Override
    public String name() {
        return "network";
    }

    @Override
    public List<Series> series() {
        return series;
    }

    @Override
    public void collect() throws IOException {
        file.read(scanner);
        double seconds = lap.seconds();
        interfaces.begin();
        while (scanner.nextLine()) {
            // The two lines of heading have no colon.
            if (scanner.nextWordBeforeLastColon()) {
                InterfaceSeries own = interfaces.match(scanner);
                scanner.skipSeparator();
                if (own != null) {
                    own.read(scanner, seconds);
                }
            }
        }
        if (interfaces.end()) {
            series = interfaces.devices().stream()
                    .flatMap(own -> own.series().stream())
                    .toList();
        }
    }
}
