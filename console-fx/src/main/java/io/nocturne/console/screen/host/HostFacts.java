package io.nocturne.console.screen.host;

import io.nocturne.console.state.HostNow;
import io.nocturne.console.text.Texts;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.metric.Display;
import io.nocturne.model.metric.MetricCatalog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Makes the tables of newest values.
///
/// **Threads** - any; builds immutable values.
final class HostFacts {

    private static final String FILESYSTEM = "system.filesystem.utilization";

    private final Optional<HostNow> host;
    private final LatestValues latest;
    private final Texts texts;

    HostFacts(Optional<HostNow> host, LatestValues latest, Texts texts) {
        this.host = host;
        this.latest = latest;
        this.texts = texts;
    }

    /// Those tables that have something to say.
    List<FactTable> all() {
        List<FactTable> all = new ArrayList<>();
        all.add(load());
        all.add(memory());
        all.add(filesystems());
        all.add(disks());
        all.add(interfaces());
        host.map(this::inventory).ifPresent(all::add);
        all.removeIf(table -> table.rows().isEmpty());
        return all;
    }

    private FactTable load() {
        OptionalDouble count = latest.of("system.cpu.logical.count");
        double cores = count.orElse(latest.all("system.cpu.core.utilization").size());
        List<List<String>> rows = new ArrayList<>();
        for (String minutes : List.of("1m", "5m", "15m")) {
            OptionalDouble load = latest.of("system.cpu.load_average." + minutes);
            if (load.isPresent()) {
                OptionalDouble each =
                        cores > 0 ? OptionalDouble.of(load.getAsDouble() / cores) : OptionalDouble.empty();
                rows.add(List.of(loadName(minutes), text(Display.NUMBER, load), text(Display.NUMBER, each)));
            }
        }
        return new FactTable(
                texts.of("facts.load"),
                "",
                List.of(texts.of("facts.average"), texts.of("facts.threads"), texts.of("facts.per-core")),
                rows);
    }

    private String loadName(String minutes) {
        return switch (minutes) {
            case "1m" -> texts.of("facts.one-minute");
            case "5m" -> texts.of("facts.five-minutes");
            default -> texts.of("facts.quarter-hour");
        };
    }

    private FactTable memory() {
        List<List<String>> rows = new ArrayList<>();
        OptionalDouble limit = latest.of("system.memory.limit");
        memoryRow(rows, texts.of("memory.used"), memory("used"), limit);
        memoryRow(rows, texts.of("memory.buffers"), memory("buffers"), limit);
        memoryRow(rows, texts.of("memory.cached"), memory("cached"), limit);
        memoryRow(rows, texts.of("memory.available"), latest.of("system.memory.available"), limit);
        OptionalDouble swap = latest.of("system.paging.limit");
        if (swap.orElse(0) > 0) {
            OptionalDouble used = latest.find("system.paging.usage", Map.of(MetricCatalog.PAGING_STATE, "used"));
            memoryRow(rows, texts.of("memory.swap"), used, swap);
        }
        String subtitle = limit.isPresent()
                ? texts.of(
                        "memory.sizes",
                        text(Display.BINARY_BYTES, limit),
                        swap.orElse(0) > 0 ? text(Display.BINARY_BYTES, swap) : texts.of("memory.no-swap"))
                : "";
        return new FactTable(
                texts.of("facts.memory"),
                subtitle,
                List.of(texts.of("facts.part"), texts.of("facts.size"), texts.of("facts.share")),
                rows);
    }

    private OptionalDouble memory(String state) {
        return latest.find("system.memory.usage", Map.of(MetricCatalog.MEMORY_STATE, state));
    }

    private void memoryRow(List<List<String>> rows, String name, OptionalDouble bytes, OptionalDouble whole) {
        if (bytes.isPresent()) {
            rows.add(List.of(name, text(Display.BINARY_BYTES, bytes), share(bytes, whole)));
        }
    }

    private String share(OptionalDouble part, OptionalDouble whole) {
        return whole.orElse(0) > 0 ? text(Display.PERCENT, OptionalDouble.of(part.orElse(0) / whole.orElse(1))) : "";
    }

    private FactTable filesystems() {
        List<List<String>> rows = latest.attributeValues(FILESYSTEM, MetricCatalog.FILESYSTEM_MOUNTPOINT).stream()
                .sorted(Comparator.comparingDouble((String mount) -> -fraction(mount)))
                .map(this::filesystem)
                .toList();
        return new FactTable(
                texts.of("facts.filesystems"),
                Integer.toString(rows.size()),
                List.of(
                        texts.of("facts.mountpoint"),
                        texts.of("facts.used"),
                        texts.of("facts.free"),
                        texts.of("facts.size")),
                rows);
    }

    private double fraction(String mount) {
        return at(FILESYSTEM, mount).orElse(0);
    }

    private List<String> filesystem(String mount) {
        return List.of(
                mount,
                text(Display.PERCENT, at(FILESYSTEM, mount)),
                text(
                        Display.DECIMAL_BYTES,
                        latest.find(
                                "system.filesystem.usage",
                                Map.of(
                                        MetricCatalog.FILESYSTEM_MOUNTPOINT,
                                        mount,
                                        MetricCatalog.FILESYSTEM_STATE,
                                        "free"))),
                text(Display.DECIMAL_BYTES, at("system.filesystem.limit", mount)));
    }

    private OptionalDouble at(String metric, String mount) {
        return latest.find(metric, Map.of(MetricCatalog.FILESYSTEM_MOUNTPOINT, mount));
    }

    private FactTable disks() {
        List<List<String>> rows = latest.attributeValues("system.disk.io", MetricCatalog.DEVICE).stream()
                .map(device -> List.of(
                        device,
                        text(Display.BYTE_RATE, disk(device, "read")),
                        text(Display.BYTE_RATE, disk(device, "write")),
                        text(
                                Display.PERCENT,
                                latest.find("system.disk.utilization", Map.of(MetricCatalog.DEVICE, device)))))
                .toList();
        return new FactTable(
                texts.of("facts.disks"),
                Integer.toString(rows.size()),
                List.of(
                        texts.of("facts.device"),
                        texts.of("disk.read"),
                        texts.of("disk.write"),
                        texts.of("facts.busy")),
                rows);
    }

    private OptionalDouble disk(String device, String direction) {
        return latest.find(
                "system.disk.io", Map.of(MetricCatalog.DEVICE, device, MetricCatalog.DISK_DIRECTION, direction));
    }

    private FactTable interfaces() {
        List<List<String>> rows = latest.attributeValues("system.network.io", MetricCatalog.NETWORK_INTERFACE).stream()
                .map(name -> List.of(
                        name,
                        text(Display.BYTE_RATE, network("system.network.io", name, "receive")),
                        text(Display.BYTE_RATE, network("system.network.io", name, "transmit")),
                        text(Display.EVENT_RATE, errors(name))))
                .toList();
        return new FactTable(
                texts.of("facts.interfaces"),
                Integer.toString(rows.size()),
                List.of(
                        texts.of("facts.interface"),
                        texts.of("network.in"),
                        texts.of("network.out"),
                        texts.of("facts.errors")),
                rows);
    }

    private OptionalDouble errors(String name) {
        OptionalDouble in = network("system.network.errors", name, "receive");
        OptionalDouble out = network("system.network.errors", name, "transmit");
        return in.isPresent() || out.isPresent()
                ? OptionalDouble.of(in.orElse(0) + out.orElse(0))
                : OptionalDouble.empty();
    }

    private OptionalDouble network(String metric, String name, String direction) {
        return latest.find(
                metric, Map.of(MetricCatalog.NETWORK_INTERFACE, name, MetricCatalog.NETWORK_DIRECTION, direction));
    }

    private FactTable inventory(HostNow now) {
        HostSummary about = now.host();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(texts.of("facts.enrolled"), texts.dayAndTime(about.enrolledAt())));
        rows.add(List.of(texts.of("facts.interval"), texts.duration(Duration.ofMillis(about.intervalMillis()))));
        now.newestSample().ifPresent(time -> rows.add(List.of(texts.of("facts.last-sample"), texts.clock(time))));
        return new FactTable(texts.of("facts.inventory"), "", List.of("", ""), rows);
    }

    private String text(Display display, OptionalDouble value) {
        return texts.values(display).text(value);
    }
}
