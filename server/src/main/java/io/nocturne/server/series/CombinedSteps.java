package io.nocturne.server.series;

import io.nocturne.server.series.Aggregate.Combine;
import java.util.Arrays;
import java.util.BitSet;

/// Series, added one after another, as one: an array cell for each step of the range.
///
/// **Shape** - as [Combine] says; a step whose sum no double can hold has no point. Added steps must be of this width
/// and within the range.
/// **Threads** - confined to the caller's.
final class CombinedSteps {

    private final Combine combine;
    private final long stepMillis;
    private final long firstStep;
    private final double[] mins;
    private final double[] maxs;
    private final double[] totals;
    private final int[] counts;
    /// The cells whose sums are in units of [Total#UNIT], because they left the doubles on the way.
    private final BitSet wide = new BitSet();

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
            if (!sums) {
                mins[at] = Math.min(mins[at], steps.min(i));
                maxs[at] = Math.max(maxs[at], steps.max(i));
            }
            if (!wide.get(at) && !fits(at, steps, i)) {
                widen(at);
            }
            double unit = unit(at);
            if (sums) {
                mins[at] += steps.min(i) / unit;
                maxs[at] += steps.max(i) / unit;
            }
            totals[at] += steps.avg(i) / unit;
            counts[at]++;
        }
    }

    private boolean fits(int at, Steps steps, int index) {
        boolean totalFits = Double.isFinite(totals[at] + steps.avg(index));
        if (combine != Combine.SUM) {
            return totalFits;
        }
        return totalFits
                && Double.isFinite(mins[at] + steps.min(index))
                && Double.isFinite(maxs[at] + steps.max(index));
    }

    private void widen(int at) {
        wide.set(at);
        totals[at] /= Total.UNIT;
        if (combine == Combine.SUM) {
            mins[at] /= Total.UNIT;
            maxs[at] /= Total.UNIT;
        }
    }

    private double unit(int at) {
        return wide.get(at) ? Total.UNIT : 1;
    }

    private double min(int at) {
        return combine == Combine.SUM ? mins[at] * unit(at) : mins[at];
    }

    private double max(int at) {
        return combine == Combine.SUM ? maxs[at] * unit(at) : maxs[at];
    }

    private boolean isFinite(int at) {
        return Double.isFinite(value(at)) && Double.isFinite(min(at)) && Double.isFinite(max(at));
    }

    /// The steps in which any series had a sample; further adding is not foreseen.
    Points points() {
        int[] filled = new int[counts.length];
        int size = 0;
        for (int at = 0; at < counts.length; at++) {
            if (counts[at] > 0 && isFinite(at)) {
                filled[size++] = at;
            }
        }
        return new Filled(Arrays.copyOf(filled, size));
    }

    private double value(int at) {
        return switch (combine) {
            case SUM -> totals[at] * unit(at);
            case AVG ->
                wide.get(at) ? Total.average(totals[at], -counts[at], mins[at], maxs[at]) : totals[at] / counts[at];
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
            return CombinedSteps.this.min(cells[index]);
        }

        @Override
        public double avg(int index) {
            return value(cells[index]);
        }

        @Override
        public double max(int index) {
            return CombinedSteps.this.max(cells[index]);
        }

        @Override
        public long count(int index) {
            return counts[cells[index]];
        }
    }
}
