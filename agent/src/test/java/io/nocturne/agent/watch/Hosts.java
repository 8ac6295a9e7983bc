package io.nocturne.agent.watch;

import io.nocturne.agent.collect.DeclaredLayout;
import io.nocturne.agent.collect.Reading;
import io.nocturne.agent.print.Report;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reports of hosts that no test machine is: with many cores and devices, or with names in Korean.
final class Hosts {

    private final List<SeriesKey> keys = new ArrayList<>();
    private final List<@Nullable Double> values = new ArrayList<>();
    private final List<ProcessSample> processes = new ArrayList<>();

    /// A host with so many logical CPUs, so many devices of each kind and so many processes.
    static Report of(int cores, int devices, int processes) {
        Hosts host = new Hosts().system(cores);
        for (int i = 0; i < devices; i++) {
            host.filesystem("/srv/data-" + i, 0.5 + i / 100.0)
                    .disk("sd" + i, 0.0042)
                    .network("eth" + i);
        }
        for (int i = 0; i < processes; i++) {
            host.process(1_000 + i, "worker-" + i, "user" + i, (double) (processes - i) / 10, (i + 1L) << 24);
        }
        return host.report();
    }

    Hosts system(int cores) {
        series("system.uptime", 3_564_000.0);
        series("system.cpu.total.utilization", 0.9641);
        mode("user", 0.61).mode("system", 0.31).mode("iowait", 0.0359).mode("steal", 0.04);
        for (int i = 0; i < cores; i++) {
            series("system.cpu.core.utilization", i % 11 / 10.0, "cpu.logical_number", Integer.toString(i));
        }
        series("system.cpu.load_average.1m", 1.6);
        series("system.cpu.load_average.5m", 1.2);
        series("system.cpu.load_average.15m", 0.8);
        series("system.cpu.logical.count", (double) cores);
        series("system.memory.limit", 25_276_063_744.0);
        series("system.memory.available", 2_147_483_648.0);
        series("system.memory.utilization", 0.915);
        series("system.memory.usage", 20e9, "system.memory.state", "used");
        series("system.memory.usage", 3e9, "system.memory.state", "cached");
        series("system.paging.limit", 4_294_967_296.0);
        series("system.paging.utilization", 0.25);
        series("system.paging.usage", 1_073_741_824.0, "system.paging.state", "used");
        series("system.paging.operations", 12.0, "system.paging.direction", "in");
        series("system.paging.operations", 0.0, "system.paging.direction", "out");
        for (String resource : List.of("cpu", "memory", "io")) {
            series(
                    "system.pressure.utilization",
                    0.021,
                    "system.pressure.resource",
                    resource,
                    "system.pressure.stalled",
                    "some");
        }
        series("system.network.connection.count", 154.0, "network.connection.state", "established");
        series("system.network.connection.count", 4.0, "network.connection.state", "listen");
        series("system.network.connection.count", 30.0, "network.connection.state", "time_wait");
        series("system.network.connection.count", 0.0, "network.connection.state", "closing");
        series("hw.temperature", 71.0, "hw.id", "hwmon0/temp1", "hw.name", "Package id 0");
        return series("system.process.count", 355.0, "process.state", "sleeping");
    }

    private Hosts mode(String mode, double share) {
        return series("system.cpu.utilization", share, "cpu.mode", mode);
    }

    Hosts filesystem(String place, double used) {
        String at = "system.filesystem.mountpoint";
        series("system.filesystem.limit", 270.6e9, at, place);
        series("system.filesystem.usage", 270.6e9 * used, at, place, "system.filesystem.state", "used");
        series("system.filesystem.usage", 270.6e9 * (1 - used), at, place, "system.filesystem.state", "free");
        series("system.filesystem.utilization", used, at, place);
        return series("system.filesystem.inodes.utilization", 0.029, at, place);
    }

    Hosts disk(String name, @Nullable Double await) {
        for (String direction : List.of("read", "write")) {
            series("system.disk.io", 10.8e6, "system.device", name, "disk.io.direction", direction);
            series("system.disk.operations", 436.6, "system.device", name, "disk.io.direction", direction);
        }
        series("system.disk.await", await, "system.device", name);
        series("system.disk.queue_length", 1.25, "system.device", name);
        return series("system.disk.utilization", 0.83, "system.device", name);
    }

    Hosts network(String name) {
        for (String direction : List.of("receive", "transmit")) {
            for (String metric : List.of("io", "packet.count", "errors", "packet.dropped")) {
                series(
                        "system.network." + metric,
                        metric.equals("errors") ? 0 : 1.5e6,
                        "network.interface.name",
                        name,
                        "network.io.direction",
                        direction);
            }
        }
        return this;
    }

    Hosts process(int pid, String name, @Nullable String user, @Nullable Double cpu, long memory) {
        processes.add(new ProcessSample(pid, name, user, cpu, memory));
        return this;
    }

    Hosts series(String metric, @Nullable Double value, String... attributes) {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < attributes.length; i += 2) {
            map.put(attributes[i], attributes[i + 1]);
        }
        keys.add(SeriesKey.of(metric, map));
        values.add(value);
        return this;
    }

    Report report() {
        return new Report(
                "web-1",
                new Reading(
                        DeclaredLayout.of(new Layout(keys)),
                        new Snapshot(
                                Instant.parse("2026-11-22T10:00:00Z"),
                                SampleValues.of(values.toArray(Double[]::new)),
                                processes)));
    }
}
