package io.nocturne.console.chart;

/// Reduces a series to what a plot can show: while there is a pixel for each point the points themselves, then minimum,
/// mean and maximum of each pixel column, so that a spike survives every zoom.
///
/// **Shape** - one point on either side of the window stays, so that lines run to the plot's edges.
final class Decimator {

    private final Points points;
    private final Plot plot;
    private final long gapAfterMillis;

    private final double[] xs;
    private final double[] mins;
    private final double[] avgs;
    private final double[] maxs;
    private final boolean[] breaks;
    private int size;

    private Decimator(Points points, Plot plot, long gapAfterMillis, int capacity) {
        this.points = points;
        this.plot = plot;
        this.gapAfterMillis = gapAfterMillis;
        xs = new double[capacity];
        mins = new double[capacity];
        avgs = new double[capacity];
        maxs = new double[capacity];
        breaks = new boolean[capacity];
    }

    static Trace trace(Points points, Plot plot, long gapAfterMillis) {
        int first = Math.max(0, points.atOrBefore(plot.fromMillis()));
        int end = Math.min(points.size(), points.atOrBefore(plot.toMillis()) + 2);
        int count = Math.max(0, end - first);
        Decimator decimator = new Decimator(points, plot, gapAfterMillis, count);
        if (count <= plot.width()) {
            decimator.takeEach(first, end);
        } else {
            decimator.takeColumns(first, end);
        }
        return decimator.done();
    }

    private void takeEach(int first, int end) {
        for (int i = first; i < end; i++) {
            append(plot.x(points.time(i)), i, i + 1, first);
        }
    }

    private void takeColumns(int first, int end) {
        int start = first;
        while (start < end) {
            double column = column(start);
            int next = start + 1;
            while (next < end && column(next) == column) {
                next++;
            }
            append(column + 0.5, start, next, first);
            start = next;
        }
    }

    private double column(int index) {
        return Math.floor(plot.x(points.time(index)));
    }

    private void append(double x, int start, int end, int first) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int i = start; i < end; i++) {
            min = Math.min(min, points.min(i));
            max = Math.max(max, points.max(i));
            sum += points.avg(i);
        }
        xs[size] = x;
        mins[size] = min;
        avgs[size] = sum / (end - start);
        maxs[size] = max;
        breaks[size] = start == first || points.time(start) - points.time(start - 1) > gapAfterMillis;
        size++;
    }

    private Trace done() {
        return new Trace(xs, mins, avgs, maxs, breaks, size);
    }
}
