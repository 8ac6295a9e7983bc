package io.nocturne.agent.collect.linux;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// How long the host has been up.
///
/// **Source** - `/proc/uptime`, in whole seconds: nobody asks for less, and a fraction would cost the store.
final class UptimeCollector implements Collector {

    private final KernelFile file;
    private final ByteScanner scanner = new ByteScanner();
    private final Series uptime = Series.of("system.uptime");
    private final List<Series> series = List.of(uptime);

    UptimeCollector(Path root) {
        file = new KernelFile(root.resolve("proc/uptime"));
    }

    @Override
    public String name() {
        return "uptime";
    }

    @Override
    public List<Series> series() {
        return series;
    }

    @Override
    public void collect() throws IOException {
        file.read(scanner).nextLine();
        if (scanner.nextHundredths()) {
            uptime.set(scanner.number() / 100);
        }
    }
}
