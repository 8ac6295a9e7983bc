package io.nocturne.server.series.store.rollup;

import io.nocturne.server.series.Total;
import io.nocturne.server.series.codec.DecimalGrid;
import java.util.Arrays;

/// Minimum, maximum, sum and count of one series in buckets of equal width.
///
/// The one place where samples become minutes, and minutes hours, for what is stored and for what is answered
/// from finer data alike. A bucket's sum is snapped to the decimals of its values, so that it is the same in
/// whatever order and grouping they were added; an hour's is the sum of its minutes'. One that leaves the doubles is
/// kept as [Total] says, so that its average stays right.
///
/// **Shape** - `size` buckets from `fromMillis` on; one without a sample has count 0.
/// **Threads** - confined to the caller's.
public final class Buckets {

    public static final long MINUTE_MILLIS = 60_000;
    public static final int MINUTES_AN_HOUR = 60;

    private final long fromMillis;
    private final long widthMillis;
    private final double[] mins;
    private final double[] maxs;
    private final double[] sums;
    private final long[] counts;
    private int exponent;

    private Buckets(long fromMillis, long widthMillis, int size) {
        this.fromMillis = fromMillis;
        this.widthMillis = widthMillis;
        this.mins = new double[size];
        this.maxs = new double[size];
        this.sums = new double[size];
        this.counts = new long[size];
        Arrays.fill(mins, Double.POSITIVE_INFINITY);
        Arrays.fill(maxs, Double.NEGATIVE_INFINITY);
    }

    /// Empty minutes over `[fromMillis, toMillis)`, both whole minutes.
    public static Buckets minutes(long fromMillis, long toMillis) {
        return new Buckets(fromMillis, MINUTE_MILLIS, Math.toIntExact((toMillis - fromMillis) / MINUTE_MILLIS));
    }

    /// Adds a sample; one outside is left out.
    ///
    /// **Shape** - `itsExponent` is the decimals that the value has at most, or [DecimalGrid#NONE].
    public void add(long timeMillis, double value, int valueExponent) {
        long index = Math.floorDiv(timeMillis - fromMillis, widthMillis);
        if (index >= 0 && index < counts.length) {
            add((int) index, value, value, value, 1);
            join(valueExponent);
        }
    }

    /// Snaps the sums; nothing may be added afterwards.
    public Buckets finish() {
        for (int i = 0; i < sums.length; i++) {
            if (Total.isPlainAgain(sums[i], counts[i])) {
                sums[i] = Total.plain(sums[i]);
                counts[i] = -counts[i];
            }
            if (counts[i] > 0) {
                sums[i] = DecimalGrid.snap(sums[i], exponent);
            }
        }
        return this;
    }

    /// The same in hours; these must be finished and begin at a whole hour.
    public Buckets hours() {
        Buckets hours =
                new Buckets(fromMillis, widthMillis * MINUTES_AN_HOUR, Math.ceilDiv(counts.length, MINUTES_AN_HOUR));
        hours.exponent = exponent;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                hours.add(i / MINUTES_AN_HOUR, mins[i], maxs[i], sums[i], counts[i]);
            }
        }
        return hours.finish();
    }

    int size() {
        return counts.length;
    }

    long timeMillis(int index) {
        return fromMillis + index * widthMillis;
    }

    double min(int index) {
        return mins[index];
    }

    double max(int index) {
        return maxs[index];
    }

    /// In units of 2^64 where the count is negative.
    double sum(int index) {
        return sums[index];
    }

    long count(int index) {
        return counts[index];
    }

    private void add(int index, double min, double max, double sum, long count) {
        mins[index] = Math.min(mins[index], min);
        maxs[index] = Math.max(maxs[index], max);
        double plain = sums[index] + sum;
        if (counts[index] >= 0 && count >= 0 && Double.isFinite(plain)) {
            sums[index] = plain;
            counts[index] += count;
        } else {
            sums[index] = Total.scaled(sums[index], counts[index]) + Total.scaled(sum, count);
            counts[index] = -Math.abs(counts[index]) - Math.abs(count);
        }
    }

    private void join(int other) {
        exponent = exponent == DecimalGrid.NONE || other == DecimalGrid.NONE
                ? DecimalGrid.NONE
                : Math.max(exponent, other);
    }
}
