package io.nocturne.server.series;

import io.nocturne.server.series.Aggregate.Combine;
import java.util.Arrays;

/// Series, added one after another, as one: an array cell for each step of the range.
///
/// **Shape** - as [Combine] says. Added steps must be of this width and within the range.
/// **Threads** - confined to the caller's.
final class CombinedSteps {

    private final Combine combine;
    private final long stepMillis;
    private final long firstStep;
    private final double[] mins;
    private final double[] maxs;
    private final double[] totals;
    private final int[] counts;

    CombinedSteps(Combine combine, long stepMillis, long fromMillis, int steps) {
        this.combine = combine;
        this.stepMillis = stepMillis;
        this.firstStep = Math.floorDiv(fromMillis, stepMillis);
        this.mins = new double[steps];
        this.maxs = new double[steps];
        this.totals = new double[steps];
        this.counts = new int[steps];
        if (combine != Combine.SUM) {
            Arrays.fill(mins, Double.POSITIVE_INFINITY);
            Arrays.fill(maxs, Double.NEGATIVE_INFINITY);
        }
    }

    void add(Steps steps) {
        boolean sums = combine == Combine.SUM;
        for (int i = 0; i < steps.size(); i++) {
            int at = (int) (steps.timeMillis(i) / stepMillis - firstStep);
            mins[at] = sums ? mins[at] + steps.min(i) : Math.min(mins[at], steps.min(i));
            maxs[at] = sums ? maxs[at] + steps.max(i) : Math.max(maxs[at], steps.max(i));
            totals[at] += steps.avg(i);
            counts[at]++;
        }
    }

    /// The steps in which any series had a sample; further adding is not foreseen.
    Points points() {
        int[] filled = new int[counts.length];
        int size = 0;
        for (int at = 0; at < counts.length; at++) {
            if (counts[at] > 0) {
                filled[size++] = at;
            }
        }
        return new Filled(Arrays.copyOf(filled, size));
    }

    private double value(int at) {
        return switch (combine) {
            case SUM -> totals[at];
            case AVG -> totals[at] / counts[at];
            case MAX -> maxs[at];
            case MIN -> mins[at];
        };
    }

    /// The cells that hold anything.
    private final class Filled implements Points {

        private final int[] cells;

        Filled(int[] cells) {
            this.cells = cells;
        }

        @Override
        public int size() {
            return cells.length;
        }

        @Override
        public long timeMillis(int index) {
            return (firstStep + cells[index]) * stepMillis;
        }

        @Override
        public double min(int index) {
            return mins[cells[index]];
        }

        @Override
        public double avg(int index) {
            return value(cells[index]);
        }

        @Override
        public double max(int index) {
            return maxs[cells[index]];
        }

        @Override
        public long count(int index) {
            return counts[cells[index]];
        }
    }
}
