package io.nocturne.agent.watch;

import io.nocturne.agent.print.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The picture of one report at one size.
///
/// **Shape** - at most as many lines as the screen has rows, none wider than it has columns. From
/// [#TWO_SIDES] columns on the processes by CPU stand beside all that belongs to the host.
/// **Absent** - a dash.
record Picture(Look look, ScreenSize size, Report report) {

    static final int TWO_SIDES = 160;

    private static final int GAP = 2;

    List<Line> lines() {
        boolean hasTwoSides = size.columns() >= TWO_SIDES && !report.processes().isEmpty();
        return hasTwoSides ? sideBySide() : oneBelowTheOther();
    }

    private List<Line> oneBelowTheOther() {
        int width = size.columns();
        ProcessTables processes = new ProcessTables(look, width, report);
        return stack(Stream.of(head(width), body(width), processes.byCpu(3), processes.byMemory(20)))
                .lines(size.rows());
    }

    private List<Line> sideBySide() {
        int leftWidth = (size.columns() - GAP) / 2;
        int rightWidth = size.columns() - GAP - leftWidth;
        Stack head = stack(Stream.of(head(size.columns())));
        List<Line> lines = new ArrayList<>(head.lines(Math.min(head.most(), Math.max(1, size.rows() / 3))));
        int height = size.rows() - lines.size();
        List<Line> left = stack(Stream.of(body(leftWidth), new ProcessTables(look, leftWidth, report).byMemory(20)))
                .lines(height);
        List<Line> right = stack(Stream.of(new ProcessTables(look, rightWidth, report).byCpu(0)))
                .lines(height);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            Line line = new Line(look, size.columns());
            if (i < left.size()) {
                line.append(left.get(i));
            }
            lines.add(i < right.size() ? line.padTo(leftWidth + GAP).append(right.get(i)) : line);
        }
        return lines;
    }

    private List<Block> head(int width) {
        Summary summary = new Summary(look, width, report);
        return stack(Stream.of(summary.host(0), summary.cpu(1), new Cores(look, width, report).block(9)))
                .blocks();
    }

    private List<Block> body(int width) {
        Summary summary = new Summary(look, width, report);
        DeviceTables devices = new DeviceTables(look, width, report);
        return stack(Stream.of(
                        summary.load(7),
                        summary.memory(2),
                        summary.swap(8),
                        summary.connections(10),
                        summary.temperatures(11),
                        summary.container(12),
                        devices.filesystems(4),
                        devices.disks(6),
                        devices.interfaces(5)))
                .blocks();
    }

    private static Stack stack(Stream<List<Block>> parts) {
        return new Stack(parts.flatMap(List::stream).toList());
    }
}
