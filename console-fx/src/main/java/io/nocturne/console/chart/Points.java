package io.nocturne.console.chart;

import io.nocturne.model.series.SeriesPoint;
import java.util.Arrays;
import java.util.List;

/// The points of one series, in four arrays instead of one object a point.
///
/// **Shape** - ascending by time; of a single sample, min, avg and max are equal; may be empty.
/// **Unit** - times in epoch milliseconds, values in the metric's unit.
/// **Threads** - immutable.
public final class Points {

    public static final Points EMPTY = new Builder(0).build();

    private final long[] times;
    private final double[] mins;
    private final double[] avgs;
    private final double[] maxs;

    private Points(long[] times, double[] mins, double[] avgs, double[] maxs) {
        this.times = times;
        this.mins = mins;
        this.avgs = avgs;
        this.maxs = maxs;
    }

    /// The points of a range answer.
    public static Points of(List<SeriesPoint> points) {
        Builder builder = new Builder(points.size());
        for (SeriesPoint point : points) {
            builder.add(point.time().toEpochMilli(), point.min(), point.avg(), point.max());
        }
        return builder.build();
    }

    public static Builder builder() {
        return new Builder(64);
    }

    public int size() {
        return times.length;
    }

    public boolean isEmpty() {
        return times.length == 0;
    }

    public long time(int index) {
        return times[index];
    }

    public double min(int index) {
        return mins[index];
    }

    public double avg(int index) {
        return avgs[index];
    }

    public double max(int index) {
        return maxs[index];
    }

    /// Index of the newest point that is not after `timeMillis`, or -1 when there is none.
    public int atOrBefore(long timeMillis) {
        int found = Arrays.binarySearch(times, timeMillis);
        return found >= 0 ? found : -found - 2;
    }

    /// Collects points in ascending order; one that is not newer than the last is left out.
    public static final class Builder {

        private long[] times;
        private double[] mins;
        private double[] avgs;
        private double[] maxs;
        private int size;

        private Builder(int capacity) {
            times = new long[capacity];
            mins = new double[capacity];
            avgs = new double[capacity];
            maxs = new double[capacity];
        }

        /// A single sample.
        public Builder add(long timeMillis, double value) {
            return add(timeMillis, value, value, value);
        }

        public Builder add(long timeMillis, double min, double avg, double max) {
            if (size > 0 && timeMillis <= times[size - 1]) {
                return this;
            }
            if (size == times.length) {
                grow(Math.max(16, size * 2));
            }
            times[size] = timeMillis;
            mins[size] = min;
            avgs[size] = avg;
            maxs[size] = max;
            size++;
            return this;
        }

        public Points build() {
            return new Points(
                    Arrays.copyOf(times, size),
                    Arrays.copyOf(mins, size),
                    Arrays.copyOf(avgs, size),
                    Arrays.copyOf(maxs, size));
        }

        private void grow(int capacity) {
            times = Arrays.copyOf(times, capacity);
            mins = Arrays.copyOf(mins, capacity);
            avgs = Arrays.copyOf(avgs, capacity);
            maxs = Arrays.copyOf(maxs, capacity);
        }
    }
}
