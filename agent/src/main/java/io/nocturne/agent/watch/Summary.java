package io.nocturne.agent.watch;

import io.nocturne.agent.print.Report;
import io.nocturne.model.metric.MetricCatalog;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/// The single lines: the host, CPU, load, memory, swap, connections, temperatures, limits of a container.
final class Summary {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LABEL = 5;
    private static final int BESIDE_BAR = 80;
    private static final int SHORTEST_BAR = 10;
    private static final int LONGEST_BAR = 60;
    private static final int ROOMY = 90;

    private final Look look;
    private final int width;
    private final Report report;
    private final Values values;

    Summary(Look look, int width, Report report) {
        this.look = look;
        this.width = width;
        this.report = report;
        this.values = new Values(report);
    }

    List<Block> host(int rank) {
        Line line = new Line(look, width)
                .add(Ink.TITLE, report.host())
                .part(TIME.format(report.time()) + " UTC")
                .part("up " + values.text("system.uptime"));
        String states = "system.process.count";
        double all = report.attributeValues(states, MetricCatalog.PROCESS_STATE).stream()
                .map(state -> report.find(states, Map.of(MetricCatalog.PROCESS_STATE, state)))
                .mapToDouble(count -> count.orElse(0))
                .sum();
        if (all > 0) {
            line.part("%.0f processes".formatted(all));
            for (String state : List.of("running", "blocked", "defunct")) {
                count(line, state, report.find(states, Map.of(MetricCatalog.PROCESS_STATE, state)));
            }
        }
        return List.of(Block.of(rank, line));
    }

    List<Block> cpu(int rank) {
        Line line = gauge("CPU", report.find("system.cpu.total.utilization"), Threshold.CPU);
        for (String mode : List.of("user", "system", "iowait", "steal", "nice", "interrupt")) {
            OptionalDouble share = report.find("system.cpu.utilization", Map.of(MetricCatalog.CPU_MODE, mode));
            if (share.isPresent()) {
                line.part(mode + " " + Values.percent(share));
            }
        }
        return List.of(Block.of(rank, line));
    }

    List<Block> load(int rank) {
        String load = "system.cpu.load_average.";
        Line line = label("Load")
                .add(values.text(load + "1m"))
                .part(values.text(load + "5m"))
                .part(values.text(load + "15m"))
                .part("on " + values.text("system.cpu.logical.count") + " CPUs");
        String pressure = "system.pressure.utilization";
        List<String> resources = report.attributeValues(pressure, MetricCatalog.PRESSURE_RESOURCE);
        if (!resources.isEmpty()) {
            line.part("Pressure");
            resources.forEach(resource -> line.part(resource + " "
                    + values.percent(
                            pressure,
                            Map.of(
                                    MetricCatalog.PRESSURE_RESOURCE,
                                    resource,
                                    MetricCatalog.PRESSURE_STALLED,
                                    "some"))));
        }
        return List.of(Block.of(rank, line));
    }

    List<Block> memory(int rank) {
        String available = Values.memoryOf(report.find("system.memory.available"), report.find("system.memory.limit"));
        Line line = gauge("Mem", report.find("system.memory.utilization"), Threshold.MEMORY);
        memory(line, "used");
        line.part(available + (width < ROOMY ? " avail" : " available"));
        memory(line, "cached");
        memory(line, "buffers");
        return List.of(Block.of(rank, line));
    }

    private void memory(Line line, String state) {
        OptionalDouble bytes = report.find("system.memory.usage", Map.of(MetricCatalog.MEMORY_STATE, state));
        if (bytes.isPresent()) {
            line.part(Values.memory(bytes) + " " + state);
        }
    }

    List<Block> swap(int rank) {
        OptionalDouble limit = report.find("system.paging.limit");
        if (limit.isEmpty() || limit.getAsDouble() == 0) {
            return List.of(Block.of(rank, label("Swap").add(limit.isEmpty() ? Cell.ABSENT : "none")));
        }
        OptionalDouble used = report.find("system.paging.usage", Map.of(MetricCatalog.PAGING_STATE, "used"));
        String operations = "system.paging.operations";
        return List.of(Block.of(
                rank,
                gauge("Swap", report.find("system.paging.utilization"), Threshold.MEMORY)
                        .part(Values.memoryOf(used, limit) + " used")
                        .part("in " + values.text(operations, Map.of(MetricCatalog.PAGING_DIRECTION, "in")))
                        .part("out " + values.text(operations, Map.of(MetricCatalog.PAGING_DIRECTION, "out")))));
    }

    List<Block> connections(int rank) {
        String metric = "system.network.connection.count";
        List<String> states = report.attributeValues(metric, MetricCatalog.CONNECTION_STATE);
        if (states.isEmpty()) {
            return List.of();
        }
        Line line = label("TCP").add(count(metric, "established")).part(count(metric, "listen"));
        states.stream()
                .filter(state -> !state.equals("established") && !state.equals("listen"))
                .filter(state -> find(metric, state).orElse(0) > 0)
                .sorted(Comparator.comparingDouble(state -> -find(metric, state).orElse(0)))
                .forEach(state -> line.part(count(metric, state)));
        return List.of(Block.of(rank, line));
    }

    List<Block> temperatures(int rank) {
        String metric = "hw.temperature";
        List<Sensor> sensors = new ArrayList<>();
        for (String id : report.attributeValues(metric, MetricCatalog.HARDWARE_ID)) {
            report.find(metric, Map.of(MetricCatalog.HARDWARE_ID, id))
                    .ifPresent(celsius -> sensors.add(new Sensor(sensorName(metric, id), celsius)));
        }
        if (sensors.isEmpty()) {
            return List.of();
        }
        sensors.sort(Comparator.comparingDouble(sensor -> -sensor.celsius));
        Line line = label("Temp").add(sensors.getFirst().text(look));
        sensors.stream().skip(1).forEach(sensor -> line.part(sensor.text(look)));
        return List.of(Block.of(rank, line));
    }

    List<Block> container(int rank) {
        if (report.find("container.cpu.limit").isEmpty()
                && report.find("container.memory.limit").isEmpty()) {
            return List.of();
        }
        Line line = label("Container");
        OptionalDouble cpus = report.find("container.cpu.limit");
        if (cpus.isPresent()) {
            line.part("CPU " + values.percent("container.cpu.utilization", Map.of()) + " of "
                    + values.text("container.cpu.limit") + " CPUs");
        }
        OptionalDouble memory = report.find("container.memory.limit");
        if (memory.isPresent()) {
            line.part("memory " + values.percent("container.memory.utilization", Map.of()) + " of "
                    + Values.memory(memory));
        }
        return List.of(Block.of(rank, line));
    }

    private String sensorName(String metric, String id) {
        return report
                .attributeValues(metric, MetricCatalog.HARDWARE_NAME, Map.of(MetricCatalog.HARDWARE_ID, id))
                .stream()
                .findFirst()
                .orElse(id);
    }

    private OptionalDouble find(String metric, String state) {
        return report.find(metric, Map.of(MetricCatalog.CONNECTION_STATE, state));
    }

    private String count(String metric, String state) {
        return values.text(metric, Map.of(MetricCatalog.CONNECTION_STATE, state)) + " " + state;
    }

    private static void count(Line line, String what, OptionalDouble count) {
        if (count.orElse(0) > 0) {
            line.part("%.0f %s".formatted(count.getAsDouble(), what));
        }
    }

    private record Sensor(String name, double celsius) {

        String text(Look look) {
            return name + " " + look.degrees(celsius);
        }
    }

    private Line label(String label) {
        return new Line(look, width).add(Ink.TITLE, label).padTo(LABEL);
    }

    private Line gauge(String label, OptionalDouble share, Threshold threshold) {
        Ink ink = share.isPresent() ? threshold.ink(share.getAsDouble()) : Ink.PLAIN;
        int bar = Math.clamp((long) width - BESIDE_BAR, SHORTEST_BAR, LONGEST_BAR);
        return label(label).add(ink, look.bar(share, bar)).add(ink, "%7s".formatted(Values.percent(share)));
    }
}
