package io.nocturne.server.series;

import java.util.Arrays;

/// What a series did, step by step; or its samples, each a step of its own.
///
/// **Shape** - ascending by time; a step without a sample is not there, so `count` is at least 1. Sums are kept as
/// [Total] has them.
/// **Unit** - time in ms since the epoch, a step's start; values in the metric's unit.
/// **Threads** - immutable.
public final class Steps {

    private final int size;
    private final long[] times;
    private final double[] mins;
    private final double[] maxs;
    private final double[] sums;
    private final long[] counts;

    private Steps(Builder from) {
        this.size = from.size;
        this.times = from.times;
        this.mins = from.mins;
        this.maxs = from.maxs;
        this.sums = from.sums;
        this.counts = from.counts;
    }

    public int size() {
        return size;
    }

    public long timeMillis(int index) {
        return times[index];
    }

    public double min(int index) {
        return mins[index];
    }

    public double max(int index) {
        return maxs[index];
    }

    /// In units of 2^64 where [#totalCount] is negative.
    public double sum(int index) {
        return sums[index];
    }

    public long count(int index) {
        return Math.abs(counts[index]);
    }

    /// The count as [Total] has it, for those who pass the sum on.
    public long totalCount(int index) {
        return counts[index];
    }

    public double avg(int index) {
        return Total.average(sums[index], counts[index], mins[index], maxs[index]);
    }

    /// Collects steps in order of time.
    ///
    /// **Threads** - confined to the caller's.
    public static final class Builder {

        private int size;
        private long[] times;
        private double[] mins;
        private double[] maxs;
        private double[] sums;
        private long[] counts;

        public Builder() {
            this(64);
        }

        /// With room for so many; there may be more.
        public Builder(int expected) {
            int capacity = Math.max(1, expected);
            this.times = new long[capacity];
            this.mins = new double[capacity];
            this.maxs = new double[capacity];
            this.sums = new double[capacity];
            this.counts = new long[capacity];
        }

        public Builder add(long timeMillis, double min, double max, double sum, long count) {
            if (size == times.length) {
                grow();
            }
            times[size] = timeMillis;
            mins[size] = min;
            maxs[size] = max;
            sums[size] = sum;
            counts[size++] = count;
            return this;
        }

        public Steps build() {
            return new Steps(this);
        }

        private void grow() {
            int capacity = size * 2;
            times = Arrays.copyOf(times, capacity);
            mins = Arrays.copyOf(mins, capacity);
            maxs = Arrays.copyOf(maxs, capacity);
            sums = Arrays.copyOf(sums, capacity);
            counts = Arrays.copyOf(counts, capacity);
        }
    }
}
