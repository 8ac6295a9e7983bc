package io.nocturne.server.series.codec;

/// The decimals with a given number of digits behind the point, on which the values of most columns lie.
///
/// **Source** - with `|n| < 2^53`, the double nearest to `n / 10^e` is not the one nearest to `(n + 1) / 10^e`.
/// A sum of such values that is off by less than half a step snaps back to the exact decimal sum.
public final class DecimalGrid {

    /// The exponent of a column whose values lie on no decimal grid.
    public static final int NONE = -1;

    static final int MAX_EXPONENT = 12;
    static final long MAX_SCALED = 1L << 53;

    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12};

    private DecimalGrid() {}

    /// The decimal with `exponent` digits behind the point that is nearest to a sum of such decimals.
    ///
    /// **Absent** - the sum as it came, if `exponent` is [#NONE] or the sum is too large for the grid.
    public static double snap(double sum, int exponent) {
        if (exponent < 0) {
            return sum;
        }
        double scaled = Math.rint(sum * POWERS[exponent]);
        return Math.abs(scaled) < MAX_SCALED ? scaled / POWERS[exponent] + 0.0 : sum;
    }

    /// The smallest exponent that gives a value back bit for bit, or [#NONE].
    public static int exponent(double value) {
        for (int exponent = 0; exponent <= MAX_EXPONENT; exponent++) {
            if (fits(value, exponent)) {
                return exponent;
            }
        }
        return NONE;
    }

    static double power(int exponent) {
        return POWERS[exponent];
    }

    static double value(long scaled, int exponent) {
        return scaled / POWERS[exponent];
    }

    /// The smallest exponent with which every value is a scaled integer, bit for bit; `scaled` then holds them.
    static int fit(double[] values, int count, long[] scaled) {
        int exponent = 0;
        for (int i = 0; i < count; i++) {
            while (!fits(values[i], exponent)) {
                if (++exponent > MAX_EXPONENT) {
                    return NONE;
                }
            }
        }
        return scale(values, count, scaled, exponent) ? exponent : NONE;
    }

    private static boolean fits(double value, int exponent) {
        double power = POWERS[exponent];
        long scaled = Math.round(value * power);
        return Double.doubleToRawLongBits(scaled / power) == Double.doubleToRawLongBits(value);
    }

    /// Values that fitted a smaller exponent may be too large for the one that all need.
    private static boolean scale(double[] values, int count, long[] scaled, int exponent) {
        for (int i = 0; i < count; i++) {
            scaled[i] = Math.round(values[i] * POWERS[exponent]);
            if (Math.abs(scaled[i]) >= MAX_SCALED || !fits(values[i], exponent)) {
                return false;
            }
        }
        return true;
    }
}
