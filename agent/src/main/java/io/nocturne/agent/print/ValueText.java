package io.nocturne.agent.print;

import io.nocturne.model.metric.Display;
import io.nocturne.model.metric.MetricCatalog;
import io.nocturne.model.metric.MetricDefinition;
import java.util.Locale;

/// A value as people read it: `96.4 %`, `47.8 GiB`, `61.2 ms`, `41 d 6 h`.
///
/// **Unit** - values in the unit of the catalog; the text follows its [Display].
public final class ValueText {

    private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final String[] DECIMAL = {"B", "kB", "MB", "GB", "TB", "PB"};
    private static final String[] COUNTS = {"", "k", "M", "G", "T", "P"};
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private ValueText() {}

    /// A value of a metric; of one that the catalog lacks, a plain number.
    public static String of(String metric, double value) {
        return MetricCatalog.find(metric)
                .map(MetricDefinition::display)
                .map(display -> of(display, value))
                .orElseGet(() -> number(value));
    }

    /// A value that is displayed so.
    public static String of(Display display, double value) {
        return switch (display) {
            case PERCENT -> String.format(Locale.ROOT, "%.1f %%", value * 100);
            case BINARY_BYTES -> scaled(value, 1024, BINARY, "");
            case DECIMAL_BYTES -> scaled(value, 1000, DECIMAL, "");
            case BYTE_RATE -> scaled(value, 1000, DECIMAL, "/s");
            case EVENT_RATE -> scaled(value, 1000, COUNTS, "/s");
            case MILLISECONDS -> String.format(Locale.ROOT, "%.1f ms", value * 1000);
            case DURATION -> duration((long) value);
            case CELSIUS -> String.format(Locale.ROOT, "%.1f °C", value);
            case NUMBER -> number(value);
        };
    }

    private static String scaled(double value, double step, String[] units, String per) {
        double scaled = value;
        int unit = 0;
        // What would be printed as 1000 is already the next unit's 1.
        while (Math.abs(scaled) >= step - 0.5 && unit < units.length - 1) {
            scaled /= step;
            unit++;
        }
        String digits = scaled == Math.rint(scaled) && unit == 0
                ? Long.toString((long) scaled)
                : String.format(Locale.ROOT, scaled < 10 ? "%.2f" : "%.1f", scaled);
        String symbol = units[unit] + per;
        return symbol.startsWith("/") ? digits + symbol : digits + " " + symbol;
    }

    private static String duration(long seconds) {
        if (seconds >= DAY) {
            return seconds / DAY + " d " + seconds % DAY / HOUR + " h";
        }
        if (seconds >= HOUR) {
            return seconds / HOUR + " h " + seconds % HOUR / MINUTE + " min";
        }
        return seconds >= MINUTE ? seconds / MINUTE + " min " + seconds % MINUTE + " s" : seconds + " s";
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
