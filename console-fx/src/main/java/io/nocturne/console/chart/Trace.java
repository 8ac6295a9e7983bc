package io.nocturne.console.chart;

/// A series made ready for a plot: at most one entry a pixel column.
///
/// **Shape** - ascending by `x`; `breaks(i)` means that entry `i` must not be joined to the one before it; `isBanded`
/// means that some entry stands for more than one value.
/// **Unit** - `x` in pixels of the plot's canvas, values in the metric's unit.
/// **Threads** - immutable.
final class Trace {

    private final double[] xs;
    private final double[] mins;
    private final double[] avgs;
    private final double[] maxs;
    private final boolean[] breaks;
    private final int size;

    Trace(double[] xs, double[] mins, double[] avgs, double[] maxs, boolean[] breaks, int size) {
        this.xs = xs;
        this.mins = mins;
        this.avgs = avgs;
        this.maxs = maxs;
        this.breaks = breaks;
        this.size = size;
    }

    int size() {
        return size;
    }

    double x(int index) {
        return xs[index];
    }

    double min(int index) {
        return mins[index];
    }

    double avg(int index) {
        return avgs[index];
    }

    double max(int index) {
        return maxs[index];
    }

    boolean breaks(int index) {
        return breaks[index];
    }

    boolean isBanded() {
        for (int i = 0; i < size; i++) {
            if (mins[i] < maxs[i]) {
                return true;
            }
        }
        return false;
    }

    /// One past the last entry that is joined to entry `start`.
    int segmentEnd(int start) {
        int end = start + 1;
        while (end < size && !breaks[end]) {
            end++;
        }
        return end;
    }
}
