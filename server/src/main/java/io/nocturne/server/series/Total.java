package io.nocturne.server.series;

/// A sum of values and how many they are, which no value that a double can hold makes infinite.
///
/// **Shape** - while the sum is a double's, it is that sum and the count is positive. Once it leaves the doubles, it is
/// kept in units of [#UNIT] and the count is negative: two samples of 1e308 are a fair average of 1e308. The same pair
/// stands in memory, in what is stored and between the two.
/// **Threads** - confined to the caller's.
public final class Total {

    /// A power of two, so that nothing is rounded on the way there and back; any number of values fits below it.
    static final double UNIT = 0x1p64;

    private double sum;
    private long count;

    void clear() {
        sum = 0;
        count = 0;
    }

    void add(double addedSum, long addedCount) {
        double plain = sum + addedSum;
        if (count >= 0 && addedCount >= 0 && Double.isFinite(plain)) {
            sum = plain;
            count += addedCount;
        } else {
            sum = scaled(sum, count) + scaled(addedSum, addedCount);
            count = -Math.abs(count) - Math.abs(addedCount);
        }
    }

    /// In units of [#UNIT] if the count is negative.
    double sum() {
        return isPlainAgain(sum, count) ? sum * UNIT : sum;
    }

    long count() {
        return isPlainAgain(sum, count) ? -count : count;
    }

    double average() {
        return average(sum, count, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    /// The average of values between `min` and `max` that have this sum.
    static double average(double sum, long count, double min, double max) {
        // Rounding may carry the last bit of an average beyond the greatest double.
        return count >= 0 ? sum / count : Math.clamp(sum / -count * UNIT, min, max);
    }

    /// A sum in units of [#UNIT].
    public static double scaled(double sum, long count) {
        return count < 0 ? sum : sum / UNIT;
    }

    /// Whether a sum has come back among the doubles; `sum * UNIT` with a positive count is it then.
    public static boolean isPlainAgain(double sum, long count) {
        return count < 0 && Double.isFinite(sum * UNIT);
    }

    /// A scaled sum that has come back among the doubles.
    public static double plain(double sum) {
        return sum * UNIT;
    }
}
