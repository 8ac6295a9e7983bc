package io.nocturne.bench.agent;

import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/// How one of the agent's values is computed from what node_exporter says at the same two instants.
///
/// **Shape** - `value` takes the scrape before and the scrape now.
/// **Unit** - `floor` in the metric's unit: a smaller difference is not called one.
record Formula(double floor, ToDoubleBiFunction<Scrape, Scrape> value) {

    private static final Formula NOTHING = new Formula(0, (before, now) -> Double.NaN);
    private static final double MIB = 1 << 20;
    private static final Map<String, String> TCP_STATES =
            Map.of("syn_received", "syn_recv", "fin_wait_1", "fin_wait1", "fin_wait_2", "fin_wait2", "closed", "close");

    /// The formula for a series of the agent, or one without values when node_exporter has nothing like it.
    static Formula of(String metric, Map<String, String> attributes) {
        if (metric.startsWith("system.cpu.")) {
            return cpu(metric, attributes);
        }
        if (metric.startsWith("system.memory.") || metric.startsWith("system.paging.")) {
            return memory(metric, attributes);
        }
        if (metric.startsWith("system.filesystem.")) {
            return filesystem(metric, attributes);
        }
        if (metric.startsWith("system.disk.")) {
            return disk(metric, attributes);
        }
        if (metric.startsWith("system.network.")) {
            return network(metric, attributes);
        }
        return other(metric, attributes);
    }

    private static Formula cpu(String metric, Map<String, String> attributes) {
        return switch (metric) {
            case "system.cpu.utilization" -> share(2e-3, "cpu=", attributes.getOrDefault("cpu.mode", ""));
            case "system.cpu.total.utilization" -> busy(2e-3, "cpu=");
            case "system.cpu.core.utilization" ->
                busy(4e-3, "cpu=\"%s\"".formatted(attributes.getOrDefault("cpu.logical_number", "")));
            case "system.cpu.logical.count" -> gauge(0, now -> now.count("node_cpu_seconds_total", "mode=\"idle\""));
            case "system.cpu.load_average.1m" -> gauge(0.01, now -> now.get("node_load1"));
            case "system.cpu.load_average.5m" -> gauge(0.01, now -> now.get("node_load5"));
            case "system.cpu.load_average.15m" -> gauge(0.01, now -> now.get("node_load15"));
            default -> NOTHING;
        };
    }

    private static Formula share(double floor, String cpu, String mode) {
        String[] names = mode.equals("interrupt") ? new String[] {"irq", "softirq"} : new String[] {mode};
        return new Formula(floor, (before, now) -> {
            double sum = 0;
            for (String name : names) {
                sum += cpuSeconds(before, now, cpu, "mode=\"" + name + "\"");
            }
            return sum / cpuSeconds(before, now, cpu);
        });
    }

    private static Formula busy(double floor, String cpu) {
        return new Formula(
                floor,
                (before, now) -> 1
                        - (cpuSeconds(before, now, cpu, "mode=\"idle\"")
                                        + cpuSeconds(before, now, cpu, "mode=\"iowait\""))
                                / cpuSeconds(before, now, cpu));
    }

    private static double cpuSeconds(Scrape before, Scrape now, String... labels) {
        return now.sum("node_cpu_seconds_total", labels) - before.sum("node_cpu_seconds_total", labels);
    }

    private static Formula memory(String metric, Map<String, String> attributes) {
        return switch (metric) {
            case "system.memory.limit" -> gauge(0, now -> meminfo(now, "MemTotal"));
            case "system.memory.available" -> gauge(MIB, now -> meminfo(now, "MemAvailable"));
            case "system.memory.utilization" ->
                gauge(1e-4, now -> 1 - meminfo(now, "MemAvailable") / meminfo(now, "MemTotal"));
            case "system.memory.usage" ->
                gauge(MIB, now -> usage(now, attributes.getOrDefault("system.memory.state", "")));
            case "system.paging.limit" -> gauge(0, now -> meminfo(now, "SwapTotal"));
            case "system.paging.usage" ->
                gauge(
                        MIB,
                        now -> attributes.containsValue("free")
                                ? meminfo(now, "SwapFree")
                                : meminfo(now, "SwapTotal") - meminfo(now, "SwapFree"));
            case "system.paging.operations" ->
                rate(1, "node_vmstat_pswp" + attributes.getOrDefault("system.paging.direction", ""));
            default -> NOTHING;
        };
    }

    private static double usage(Scrape now, String state) {
        double cached = meminfo(now, "Cached") + meminfo(now, "SReclaimable");
        return switch (state) {
            case "free" -> meminfo(now, "MemFree");
            case "buffers" -> meminfo(now, "Buffers");
            case "cached" -> cached;
            default -> meminfo(now, "MemTotal") - meminfo(now, "MemFree") - meminfo(now, "Buffers") - cached;
        };
    }

    private static double meminfo(Scrape now, String name) {
        return now.get("node_memory_" + name + "_bytes");
    }

    private static Formula filesystem(String metric, Map<String, String> attributes) {
        String place = "{device=\"%s\",fstype=\"%s\",mountpoint=\"%s\"}"
                .formatted(
                        attributes.getOrDefault("system.device", ""),
                        attributes.getOrDefault("system.filesystem.type", ""),
                        attributes.getOrDefault("system.filesystem.mountpoint", ""));
        ToDoubleFunction<Scrape> size = now -> now.get("node_filesystem_size_bytes" + place);
        ToDoubleFunction<Scrape> free = now -> now.get("node_filesystem_free_bytes" + place);
        ToDoubleFunction<Scrape> avail = now -> now.get("node_filesystem_avail_bytes" + place);
        ToDoubleFunction<Scrape> used = now -> size.applyAsDouble(now) - free.applyAsDouble(now);
        ToDoubleFunction<Scrape> files = now -> now.get("node_filesystem_files" + place);
        ToDoubleFunction<Scrape> filesFree = now -> now.get("node_filesystem_files_free" + place);
        String state = attributes.getOrDefault("system.filesystem.state", "");
        return switch (metric) {
            case "system.filesystem.limit" -> gauge(0, size);
            case "system.filesystem.usage" ->
                gauge(
                        MIB,
                        switch (state) {
                            case "used" -> used;
                            case "free" -> avail;
                            default -> now -> free.applyAsDouble(now) - avail.applyAsDouble(now);
                        });
            case "system.filesystem.utilization" ->
                gauge(1e-4, now -> used.applyAsDouble(now) / (used.applyAsDouble(now) + avail.applyAsDouble(now)));
            case "system.filesystem.inodes.usage" ->
                gauge(
                        1,
                        state.equals("free")
                                ? filesFree
                                : now -> files.applyAsDouble(now) - filesFree.applyAsDouble(now));
            case "system.filesystem.inodes.utilization" ->
                gauge(1e-4, now -> 1 - filesFree.applyAsDouble(now) / files.applyAsDouble(now));
            default -> NOTHING;
        };
    }

    private static Formula disk(String metric, Map<String, String> attributes) {
        String device = "{device=\"%s\"}".formatted(attributes.getOrDefault("system.device", ""));
        boolean read = attributes.containsValue("read");
        String reads = "node_disk_reads_completed_total" + device;
        String writes = "node_disk_writes_completed_total" + device;
        String readTime = "node_disk_read_time_seconds_total" + device;
        String writeTime = "node_disk_write_time_seconds_total" + device;
        return switch (metric) {
            case "system.disk.io" -> rate(4096, "node_disk_" + (read ? "read" : "written") + "_bytes_total" + device);
            case "system.disk.operations" -> rate(1, read ? reads : writes);
            case "system.disk.await" ->
                new Formula(
                        1e-4,
                        (before, now) -> (growth(before, now, readTime) + growth(before, now, writeTime))
                                / (growth(before, now, reads) + growth(before, now, writes)));
            case "system.disk.queue_length" -> rate(1e-3, "node_disk_io_time_weighted_seconds_total" + device);
            case "system.disk.utilization" -> rate(1e-3, "node_disk_io_time_seconds_total" + device);
            default -> NOTHING;
        };
    }

    private static Formula network(String metric, Map<String, String> attributes) {
        String device = "{device=\"%s\"}".formatted(attributes.getOrDefault("network.interface.name", ""));
        String start = "node_network_" + attributes.getOrDefault("network.io.direction", "");
        return switch (metric) {
            case "system.network.io" -> rate(1024, start + "_bytes_total" + device);
            case "system.network.packet.count" -> rate(2, start + "_packets_total" + device);
            case "system.network.errors" -> rate(0.2, start + "_errs_total" + device);
            case "system.network.packet.dropped" -> rate(0.2, start + "_drop_total" + device);
            case "system.network.connection.count" ->
                connections(attributes.getOrDefault("network.connection.state", ""));
            default -> NOTHING;
        };
    }

    /// The exporter leaves out a state without connections: that is 0 there.
    private static Formula connections(String state) {
        String theirs = TCP_STATES.getOrDefault(state, state);
        return gauge(2, now -> now.sum("node_tcp_connection_states", "state=\"" + theirs + "\""));
    }

    private static Formula other(String metric, Map<String, String> attributes) {
        return switch (metric) {
            case "system.uptime" -> gauge(1, now -> now.time() - now.get("node_boot_time_seconds"));
            case "system.pressure.utilization" -> pressure(attributes);
            case "system.process.count" -> processes(attributes.getOrDefault("process.state", ""));
            default -> NOTHING;
        };
    }

    private static Formula pressure(Map<String, String> attributes) {
        String how = attributes.getOrDefault("system.pressure.stalled", "").equals("some") ? "waiting" : "stalled";
        return rate(
                2e-3,
                "node_pressure_%s_%s_seconds_total"
                        .formatted(attributes.getOrDefault("system.pressure.resource", ""), how));
    }

    private static Formula processes(String state) {
        String letters = switch (state) {
            case "running" -> "R";
            case "sleeping" -> "SI";
            case "blocked" -> "D";
            case "stopped" -> "Tt";
            default -> "Z";
        };
        return gauge(
                2,
                now -> letters.chars()
                        .mapToDouble(letter -> now.sum("node_processes_state", "state=\"" + (char) letter + "\""))
                        .sum());
    }

    private static Formula gauge(double floor, ToDoubleFunction<Scrape> value) {
        return new Formula(floor, (before, now) -> value.applyAsDouble(now));
    }

    private static Formula rate(double floor, String counter) {
        return new Formula(floor, (before, now) -> growth(before, now, counter) / (now.time() - before.time()));
    }

    private static double growth(Scrape before, Scrape now, String counter) {
        return now.get(counter) - before.get(counter);
    }
}
