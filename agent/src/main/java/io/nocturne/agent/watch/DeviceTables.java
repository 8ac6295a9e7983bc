package io.nocturne.agent.watch;

import io.nocturne.agent.print.Report;
import io.nocturne.agent.print.ValueText;
import io.nocturne.model.metric.MetricCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tables of filesystems, disks and network interfaces.
final class DeviceTables {

    private static final int BAR = 8;
    private static final int PERCENT = 6;
    private static final int BYTES = 9;
    private static final int RATE = 8;

    private final Look look;
    private final int width;
    private final Report report;
    private final Values values;

    DeviceTables(Look look, int width, Report report) {
        this.look = look;
        this.width = width;
        this.report = report;
        this.values = new Values(report);
    }

    List<Block> filesystems(int rank) {
        List<Column> columns = List.of(
                Column.name("FILESYSTEM"),
                Column.number("", 6, BAR + 2),
                Column.number("USE", 1, PERCENT),
                Column.number("SIZE", 3, BYTES),
                Column.number("USED", 4, BYTES),
                Column.number("FREE", 2, BYTES),
                Column.number("INODES", 5, PERCENT).optional());
        List<List<Cell>> rows = new ArrayList<>();
        String usage = "system.filesystem.usage";
        for (String place : report.attributeValues(usage, MetricCatalog.FILESYSTEM_MOUNTPOINT)) {
            Map<String, String> at = Map.of(MetricCatalog.FILESYSTEM_MOUNTPOINT, place);
            OptionalDouble use = report.find("system.filesystem.utilization", at);
            rows.add(List.of(
                    Cell.of(place),
                    new Cell(look.bar(use, BAR), ink(use)),
                    share(use),
                    Cell.of(values.text("system.filesystem.limit", at)),
                    Cell.of(values.text(usage, and(at, MetricCatalog.FILESYSTEM_STATE, "used"))),
                    Cell.of(values.text(usage, and(at, MetricCatalog.FILESYSTEM_STATE, "free"))),
                    share(report.find("system.filesystem.inodes.utilization", at))));
        }
        return new Table(look, width, columns, rows).block(rank, 2);
    }

    List<Block> disks(int rank) {
        List<Column> columns = List.of(
                Column.name("DISK"),
                Column.number("READ", 1, BYTES),
                Column.number("WRITE", 2, BYTES),
                Column.number("READS", 5, RATE),
                Column.number("WRITES", 6, RATE),
                Column.number("AWAIT", 4, RATE),
                Column.number("QUEUE", 7, PERCENT).optional(),
                Column.number("BUSY", 3, PERCENT).optional());
        List<List<Cell>> rows = new ArrayList<>();
        String io = "system.disk.io";
        String operations = "system.disk.operations";
        for (String disk : report.attributeValues(io, MetricCatalog.DEVICE)) {
            Map<String, String> at = Map.of(MetricCatalog.DEVICE, disk);
            Map<String, String> read = and(at, MetricCatalog.DISK_DIRECTION, "read");
            Map<String, String> write = and(at, MetricCatalog.DISK_DIRECTION, "write");
            rows.add(List.of(
                    Cell.of(disk),
                    Cell.of(values.text(io, read)),
                    Cell.of(values.text(io, write)),
                    Cell.of(values.text(operations, read)),
                    Cell.of(values.text(operations, write)),
                    Cell.of(values.text("system.disk.await", at)),
                    Cell.of(values.text("system.disk.queue_length", at)),
                    share(report.find("system.disk.utilization", at))));
        }
        return new Table(look, width, columns, rows).block(rank, 2);
    }

    List<Block> interfaces(int rank) {
        List<Column> columns = List.of(
                Column.name("NETWORK"),
                Column.number("RECEIVE", 1, BYTES),
                Column.number("TRANSMIT", 2, BYTES),
                Column.number("PACKETS IN", 5, RATE),
                Column.number("OUT", 6, RATE),
                Column.number("ERRORS", 3, RATE),
                Column.number("DROPS", 4, RATE),
                Column.number("LINK", 7, PERCENT).optional());
        List<List<Cell>> rows = new ArrayList<>();
        String io = "system.network.io";
        String packets = "system.network.packet.count";
        for (String name : report.attributeValues(io, MetricCatalog.NETWORK_INTERFACE)) {
            Map<String, String> at = Map.of(MetricCatalog.NETWORK_INTERFACE, name);
            Map<String, String> in = and(at, MetricCatalog.NETWORK_DIRECTION, "receive");
            Map<String, String> out = and(at, MetricCatalog.NETWORK_DIRECTION, "transmit");
            rows.add(List.of(
                    Cell.of(name),
                    Cell.of(values.text(io, in)),
                    Cell.of(values.text(io, out)),
                    Cell.of(values.text(packets, in)),
                    Cell.of(values.text(packets, out)),
                    trouble("system.network.errors", in, out),
                    trouble("system.network.packet.dropped", in, out),
                    share(max("system.network.bandwidth.utilization", in, out))));
        }
        return new Table(look, width, columns, rows).block(rank, 2);
    }

    /// What goes wrong in both directions together.
    private Cell trouble(String metric, Map<String, String> in, Map<String, String> out) {
        OptionalDouble received = report.find(metric, in);
        OptionalDouble sent = report.find(metric, out);
        if (received.isEmpty() && sent.isEmpty()) {
            return Cell.of(Cell.ABSENT);
        }
        double sum = received.orElse(0) + sent.orElse(0);
        return new Cell(ValueText.of(metric, sum), sum > 0 ? Ink.WARN : Ink.PLAIN);
    }

    private OptionalDouble max(String metric, Map<String, String> in, Map<String, String> out) {
        return Stream.of(in, out)
                .map(direction -> report.find(metric, direction))
                .flatMapToDouble(OptionalDouble::stream)
                .max();
    }

    private static Cell share(OptionalDouble share) {
        return new Cell(Values.percent(share), ink(share));
    }

    private static Ink ink(OptionalDouble share) {
        return share.isPresent() ? Threshold.DISK.ink(share.getAsDouble()) : Ink.PLAIN;
    }

    private static Map<String, String> and(Map<String, String> one, String key, String value) {
        return Stream.concat(one.entrySet().stream(), Stream.of(Map.entry(key, value)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
