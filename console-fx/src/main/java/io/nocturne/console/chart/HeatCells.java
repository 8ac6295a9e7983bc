package io.nocturne.console.chart;

import java.util.OptionalDouble;

/// The means of a series in cells of equal time.
///
/// **Absent** - a cell is empty when it holds no point and the last one before it is too old to stand for it.
final class HeatCells {

    private final double[] sums;
    private final int[] counts;

    private HeatCells(int cells) {
        sums = new double[cells];
        counts = new int[cells];
    }

    static HeatCells of(Points points, Plot plot, double cellWidth, long gapAfterMillis) {
        HeatCells cells = new HeatCells((int) Math.ceil(plot.width() / cellWidth));
        for (int i = Math.max(0, points.atOrBefore(plot.fromMillis())); i < points.size(); i++) {
            int cell = (int) Math.floor((plot.x(points.time(i)) - plot.left()) / cellWidth);
            if (cell >= 0 && cell < cells.count()) {
                cells.sums[cell] += points.avg(i);
                cells.counts[cell]++;
            }
        }
        cells.hold(points, plot, cellWidth, gapAfterMillis);
        return cells;
    }

    int count() {
        return counts.length;
    }

    OptionalDouble mean(int cell) {
        return counts[cell] == 0 ? OptionalDouble.empty() : OptionalDouble.of(sums[cell] / counts[cell]);
    }

    /// Where points are rarer than cells, a value stands until the next point, unless that is a gap away.
    private void hold(Points points, Plot plot, double cellWidth, long gapAfterMillis) {
        for (int cell = 0; cell < count(); cell++) {
            int last = points.atOrBefore(plot.millisAt(plot.left() + (cell + 1) * cellWidth));
            boolean isBetween = last >= 0
                    && last + 1 < points.size()
                    && points.time(last + 1) - points.time(last) <= gapAfterMillis;
            if (counts[cell] == 0 && isBetween) {
                sums[cell] = points.avg(last);
                counts[cell] = 1;
            }
        }
    }
}
