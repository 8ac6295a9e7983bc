package io.nocturne.server.alert.observe;

import java.util.Arrays;
import java.util.OptionalDouble;

/// The slope of a series, robust against outliers: the median of the slopes between all pairs of points, and
/// the range in which the true one lies with 95 % confidence.
///
/// **Unit** - per second.
/// **Source** - Theil 1950, Sen 1968; the range by Kendall's tau as in Hollander and Wolfe, "Nonparametric
/// Statistical Methods", 9.3.
public record Trend(double low, double median, double high, double newest) {

    /// More say little more and cost the square of it.
    public static final int MAX_POINTS = 120;

    /// Fewer say nothing.
    public static final int MIN_POINTS = 10;

    /// What stands for "not in sight": ten years.
    public static final double NEVER_SECONDS = 10 * 365 * 86_400.0;

    private static final double Z = 1.96;
    private static final int LEVEL_OF = 5;

    /// **Shape** - ascending by time, at least [#MIN_POINTS] and at most [#MAX_POINTS].
    public static Trend of(long[] timesMillis, double[] values) {
        int n = values.length;
        if (n < MIN_POINTS || n > MAX_POINTS) {
            throw new IllegalArgumentException(
                    "a trend has %d to %d points, not %d".formatted(MIN_POINTS, MAX_POINTS, n));
        }
        double[] slopes = new double[n * (n - 1) / 2];
        int size = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[size++] = (values[j] - values[i]) * 1_000 / (timesMillis[j] - timesMillis[i]);
            }
        }
        Arrays.sort(slopes);
        double spread = Z * Math.sqrt(n * (n - 1.0) * (2 * n + 5) / 18);
        int low = (int) Math.clamp(Math.floor((size - spread) / 2), 0, size - 1.0);
        int high = (int) Math.clamp(Math.ceil((size + spread) / 2), 0, size - 1.0);
        return new Trend(slopes[low], median(slopes), slopes[high], level(values));
    }

    /// In how many seconds the series is at a limit if it goes on like that; by the bound of the range that
    /// says later, so that noise tells nothing.
    ///
    /// **Absent** - where the trend is not clear, or leads away.
    public OptionalDouble secondsTo(double limit) {
        double way = limit - newest;
        if (way == 0) {
            return OptionalDouble.of(0);
        }
        double slope = way > 0 ? low : high;
        return slope == 0 || slope > 0 != way > 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(NEVER_SECONDS, way / slope));
    }

    /// One odd newest value is not where the series stands.
    private static double level(double[] values) {
        double[] last = Arrays.copyOfRange(values, values.length - LEVEL_OF, values.length);
        Arrays.sort(last);
        return last[LEVEL_OF / 2];
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
