package io.nocturne.server.alert.observe;

import java.util.Arrays;
import java.util.OptionalDouble;

/// The slope of a series, robust against outliers: the range around the median of the slopes between all
/// pairs of points in which the true one lies with 95 % confidence.
///
/// **Unit** - per second.
/// **Source** - Theil 1950, Sen 1968; the range by Kendall's tau as in Hollander and Wolfe, "Nonparametric
/// Statistical Methods", 9.3.
public record Trend(double low, double high, double newest) {

    /// More say little more and cost the square of it.
    public static final int MAX_POINTS = 120;

    /// Fewer say nothing.
    public static final int MIN_POINTS = 10;

    /// What stands for "not in sight": ten years.
    public static final double NEVER_SECONDS = 10 * 365 * 86_400.0;

    private static final double Z = 1.96;
    private static final double SLACK = 1e-9;
    private static final int LEVEL_OF = 5;

    /// **Shape** - ascending by time, at least [#MIN_POINTS] and at most [#MAX_POINTS].
    public static Trend of(long[] timesMillis, double[] values) {
        int n = values.length;
        if (n < MIN_POINTS || n > MAX_POINTS) {
            throw new IllegalArgumentException(
                    "a trend has %d to %d points, not %d".formatted(MIN_POINTS, MAX_POINTS, n));
        }
        int size = n * (n - 1) / 2;
        double[] slopes = new double[size];
        int next = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[next++] = (values[j] - values[i]) * 1_000 / (timesMillis[j] - timesMillis[i]);
            }
        }
        return new Trend(chosen(slopes, low(n)), chosen(slopes, high(n)), level(values));
    }

    /// Whether a limit is surely not reached sooner than in `seconds`; where this says no, it may be or not.
    /// Costs a hundredth of the trend where a series stands still.
    ///
    /// **Shape** - as [#of].
    /// **Source** - the bound of the range is too flat as soon as too many slopes are.
    public static boolean isLater(long[] timesMillis, double[] values, double limit, double seconds) {
        int n = values.length;
        double way = limit - level(values);
        if (way == 0 || seconds <= 0 || seconds > NEVER_SECONDS) {
            return false;
        }
        // Either way up: a limit below is one above of the series upside down. A bit flatter, for what is rounded.
        double sign = Math.signum(way);
        double flattest = Math.abs(way) / seconds * (1 - SLACK) / 1_000;
        int enough = way > 0 ? low(n) + 1 : n * (n - 1) / 2 - high(n);
        int flat = 0;
        for (int i = 0; i < n; i++) {
            double from = values[i] * sign;
            for (int j = i + 1; j < n; j++) {
                flat += values[j] * sign - from < flattest * (timesMillis[j] - timesMillis[i]) ? 1 : 0;
            }
            if (flat >= enough) {
                return true;
            }
        }
        return false;
    }

    private static int low(int n) {
        double size = n * (n - 1) / 2.0;
        return (int) Math.clamp(Math.floor((size - spread(n)) / 2), 0, size - 1);
    }

    private static int high(int n) {
        double size = n * (n - 1) / 2.0;
        return (int) Math.clamp(Math.ceil((size + spread(n)) / 2), 0, size - 1);
    }

    private static double spread(int n) {
        return Z * Math.sqrt(n * (n - 1.0) * (2 * n + 5) / 18);
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

    /// The k-th smallest, from 0; sorts no more than it must.
    ///
    /// **Source** - Hoare, "Algorithm 65: Find", 1961.
    private static double chosen(double[] all, int k) {
        int from = 0;
        int to = all.length - 1;
        while (from < to) {
            double pivot = all[k];
            int left = from;
            int right = to;
            while (left <= right) {
                while (all[left] < pivot) {
                    left++;
                }
                while (pivot < all[right]) {
                    right--;
                }
                if (left <= right) {
                    double swapped = all[left];
                    all[left++] = all[right];
                    all[right--] = swapped;
                }
            }
            if (right < k) {
                from = left;
            }
            if (k < left) {
                to = right;
            }
        }
        return all[k];
    }
}
