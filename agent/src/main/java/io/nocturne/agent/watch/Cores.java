package io.nocturne.agent.watch;

import io.nocturne.agent.print.Report;
import io.nocturne.model.metric.MetricCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// A bar for each logical CPU; only percents where there is no room for all bars.
final class Cores {

    private static final String METRIC = "system.cpu.core.utilization";
    private static final int CELL_WITH_BAR = 19;
    private static final int CELL = 9;
    private static final int AROUND_BAR = 12;

    private final Look look;
    private final int width;
    private final List<String> names;
    private final List<OptionalDouble> shares;

    Cores(Look look, int width, Report report) {
        this.look = look;
        this.width = width;
        this.names = report.attributeValues(METRIC, MetricCatalog.CPU_LOGICAL_NUMBER);
        this.shares = names.stream()
                .map(name -> report.find(METRIC, Map.of(MetricCatalog.CPU_LOGICAL_NUMBER, name)))
                .toList();
    }

    List<Block> block(int rank) {
        if (names.isEmpty()) {
            return List.of();
        }
        int inLine = Math.max(1, width / CELL_WITH_BAR);
        return List.of(new Block(rank, 1, (names.size() + inLine - 1) / inLine, this::lines));
    }

    private List<Line> lines(int count) {
        int inLine = Math.max(1, width / CELL_WITH_BAR);
        boolean hasBars = names.size() <= inLine * count;
        // Spread evenly: 6 on two lines are 3 and 3, not 4 and 2.
        int needed = Math.max(1, (names.size() + inLine - 1) / inLine);
        int cells = hasBars ? (names.size() + needed - 1) / needed : Math.max(1, width / CELL);
        int room = cells * count;
        int shown = names.size() <= room ? names.size() : room - 1;
        List<Line> lines = new ArrayList<>();
        for (int from = 0; from < shown; from += cells) {
            lines.add(line(from, Math.min(from + cells, shown), width / cells, hasBars));
        }
        if (shown < names.size() && !lines.isEmpty()) {
            lines.getLast().part("+" + (names.size() - shown));
        }
        return lines;
    }

    private Line line(int from, int to, int cell, boolean hasBars) {
        Line line = new Line(look, width);
        for (int i = from; i < to; i++) {
            OptionalDouble share = shares.get(i);
            Ink ink = share.isPresent() ? Threshold.CPU.ink(share.getAsDouble()) : Ink.PLAIN;
            line.padTo((i - from) * cell).add("%3s ".formatted(names.get(i)));
            if (hasBars) {
                line.add(ink, look.bar(share, Math.max(1, cell - AROUND_BAR))).add(" ");
            }
            line.add(ink, Values.wholePercent(share));
        }
        return line;
    }
}
