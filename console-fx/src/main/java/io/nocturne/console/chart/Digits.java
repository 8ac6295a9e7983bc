package io.nocturne.console.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Numbers as short as they may be. The decimal point is a point in both languages.
final class Digits {

    private static final double SMALLEST = 0.001;

    private Digits() {}

    /// Up to three significant digits, whole from 100 on: "9.41", "61.4", "1234".
    static String significant(double value) {
        double magnitude = Math.abs(value);
        if (magnitude == 0) {
            return "0";
        }
        if (magnitude < SMALLEST) {
            return "< " + SMALLEST;
        }
        int decimals = magnitude >= 99.95 ? 0 : magnitude >= 9.995 ? 1 : magnitude >= 0.1 ? 2 : 3;
        return plain(value, decimals);
    }

    /// One decimal, but "0" and "100" without one.
    static String percent(double value) {
        return value == 0 || Math.abs(value) >= 99.95
                ? plain(value, 0)
                : BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP).toPlainString();
    }

    /// At most `decimals` decimals, without zeros at the end.
    static String plain(double value, int decimals) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
