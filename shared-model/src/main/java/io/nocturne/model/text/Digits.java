package io.nocturne.model.text;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Numbers as short as they may be, the same on a screen and in a message. The decimal point is a point in
/// every language.
///
/// **Threads** - stateless.
public final class Digits {

    private static final double SMALLEST = 0.001;

    private Digits() {}

    /// Up to three significant digits, whole from 100 on: "9.41", "61.4", "1234".
    public static String significant(double value) {
        double magnitude = Math.abs(value);
        if (magnitude > 0 && magnitude < SMALLEST) {
            return "< " + SMALLEST;
        }
        int decimals = magnitude >= 99.95 ? 0 : magnitude >= 9.995 ? 1 : magnitude >= 0.1 ? 2 : 3;
        return plain(value, decimals);
    }

    /// A fraction in percent with one decimal: "96.4 %"; "0 %" is nothing at all, "< 0.1 %" is a little,
    /// and only all of it is "100 %".
    public static String percent(double fraction) {
        double percent = fraction * 100;
        if (percent > 0 && percent < 0.1) {
            return "< 0.1 %";
        }
        if (percent < 100 && percent >= 99.95) {
            return "> 99.9 %";
        }
        return (percent == 0 || Math.abs(percent) >= 99.95
                        ? plain(percent, 0)
                        : rounded(percent, 1).toPlainString()) + " %";
    }

    /// At most `decimals` decimals, without zeros at the end.
    public static String plain(double value, int decimals) {
        BigDecimal rounded = rounded(value, decimals);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static BigDecimal rounded(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    }
}
