package io.nocturne.console.chart;

import io.nocturne.model.metric.Display;
import io.nocturne.model.text.Digits;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/// Writes values as people read them: by the [Display] of their metric and in their language.
///
/// **Shape** - up to three significant digits, percent with one decimal: "96.4 %", "47.8 GiB", "266 MB/s",
/// "61 ms", "41 d 6 h". "0 %" is nothing at all, "< 0.1 %" is a little.
/// **Absent** - a value that is not there is "no data", never 0 or blank.
/// **Threads** - immutable.
public final class ValueFormat {

    private final Display display;
    private final Words words;

    private ValueFormat(Display display, Words words) {
        this.display = display;
        this.words = words;
    }

    public static ValueFormat of(Display display, Locale locale) {
        return new ValueFormat(display, Words.in(locale));
    }

    /// The value with its unit.
    public String text(double value) {
        if (!Double.isFinite(value)) {
            return words.noData();
        }
        return switch (display) {
            case DURATION -> words.duration(Duration.ofMillis(Math.round(value * 1000)));
            case PERCENT -> Digits.percent(value);
            default -> scaled(value);
        };
    }

    /// The value with its unit, or "no data".
    public String text(OptionalDouble value) {
        return value.isPresent() ? text(value.getAsDouble()) : words.noData();
    }

    /// What stands for a missing value.
    public String noData() {
        return words.noData();
    }

    /// A length of time in its two greatest units: "41 d 6 h", "3 m 10 s", "56 s"; Korean "41일 6시간".
    public static String duration(Duration duration, Locale locale) {
        return Words.in(locale).duration(duration);
    }

    private String scaled(double value) {
        AxisUnit unit = Units.fitting(display, Math.abs(value));
        return joined(Digits.significant(value / unit.factor()), unit.suffix());
    }

    static String joined(String number, String suffix) {
        return suffix.isEmpty() ? number : number + " " + suffix;
    }
}
