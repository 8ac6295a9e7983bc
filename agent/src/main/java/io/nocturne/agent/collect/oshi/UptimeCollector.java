package io.nocturne.agent.collect.oshi;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.Series;
import java.util.List;
import java.util.function.Supplier;
import oshi.software.os.OperatingSystem;

/// How long the host has been up.
final class UptimeCollector implements Collector {

    private final Supplier<OperatingSystem> system;
    private final Series uptime = Series.of("system.uptime");
    private final List<Series> series = List.of(uptime);

    UptimeCollector(Supplier<OperatingSystem> system) {
        this.system = system;
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
    public void collect() {
        long seconds = system.get().getSystemUptime();
        if (seconds > 0) {
            uptime.set(seconds);
        }
    }
}
