package io.nocturne.agent.watch;

import io.nocturne.agent.print.Report;
import io.nocturne.agent.print.ValueText;
import io.nocturne.model.metric.Display;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/// The values of one report as short texts.
///
/// **Absent** - a dash.
record Values(Report report) {

    private static final double GIB = 1L << 30;
    private static final double MIB = 1L << 20;

    String text(String metric, Map<String, String> attributes) {
        OptionalDouble value = report.find(metric, attributes);
        return value.isPresent() ? ValueText.of(metric, value.getAsDouble()) : Cell.ABSENT;
    }

    String text(String metric) {
        return text(metric, Map.of());
    }

    String percent(String metric, Map<String, String> attributes) {
        return percent(report.find(metric, attributes));
    }

    static String percent(OptionalDouble share) {
        return share.isPresent() ? String.format(Locale.ROOT, "%.1f%%", share.getAsDouble() * 100) : Cell.ABSENT;
    }

    /// Three digits, so that texts stand below each other.
    static String wholePercent(OptionalDouble share) {
        return share.isPresent()
                ? String.format(Locale.ROOT, "%3.0f%%", share.getAsDouble() * 100)
                : "   " + Cell.ABSENT;
    }

    /// Memory in three digits: `735 MiB`, `23.5 GiB`.
    static String memory(OptionalDouble bytes) {
        if (bytes.isEmpty()) {
            return Cell.ABSENT;
        }
        String text = ValueText.of(Display.BINARY_BYTES, bytes.getAsDouble());
        int point = text.indexOf('.');
        return point < 3 ? text : text.substring(0, point) + text.substring(text.indexOf(' '));
    }

    /// Two amounts of memory in the unit of the greater one: `0.72 of 23.5 GiB`.
    static String memoryOf(OptionalDouble part, OptionalDouble whole) {
        double size = whole.orElse(0);
        if (part.isEmpty() || size < MIB) {
            return memory(part) + " of " + memory(whole);
        }
        boolean isLarge = size >= GIB - MIB / 2;
        double unit = isLarge ? GIB : MIB;
        return digits(part.getAsDouble() / unit) + " of " + digits(size / unit) + (isLarge ? " GiB" : " MiB");
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, value >= 99.95 ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f", value);
    }
}
