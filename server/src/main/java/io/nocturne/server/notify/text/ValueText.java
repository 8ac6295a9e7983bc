package io.nocturne.server.notify.text;

import io.nocturne.model.metric.Display;
import io.nocturne.model.metric.MetricCatalog;
import io.nocturne.model.metric.MetricDefinition;
import io.nocturne.model.metric.Unit;
import io.nocturne.model.text.Digits;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes a rule's values as people read them: by the [Display] of the metric, else by the unit.
///
/// **Shape** - up to three significant digits, percent with one decimal: "96.4 %", "47.8 GiB", "266 MB/s",
/// "61 ms", "1 h 12 m", "3 intervals".
/// **Threads** - immutable.
public final class ValueText {

    private static final List<String> BINARY = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB");
    private static final List<String> DECIMAL = List.of("B", "kB", "MB", "GB", "TB", "PB");
    private static final List<String> BYTE_RATE = List.of("B/s", "kB/s", "MB/s", "GB/s", "TB/s");
    private static final List<String> EVENT_RATE = List.of("/s", "k/s", "M/s", "G/s");
    private static final List<String> COUNT = List.of("", "k", "M", "G");
    private static final List<String> SMALL_TIME = List.of("ms", "s");
    /// A plain number stays whole for one digit longer than others.
    private static final double FIRST_THOUSAND = 1e4;

    private final Words words;
    private final @Nullable Display display;
    private final @Nullable String unit;

    private ValueText(Words words, @Nullable Display display, @Nullable String unit) {
        this.words = words;
        this.display = display;
        this.unit = unit;
    }

    /// For values of a metric in a unit, both as an alert has them.
    public static ValueText of(@Nullable String metric, @Nullable String unit, Locale language) {
        return of(metric, unit, Words.in(language));
    }

    static ValueText of(@Nullable String metric, @Nullable String unit, Words words) {
        Optional<MetricDefinition> known = Optional.ofNullable(metric).flatMap(MetricCatalog::find);
        // A forecast is of a metric, but its value is a time.
        Optional<Display> ofMetric = known.filter(definition ->
                        unit == null || unit.equals(definition.unit().symbol()))
                .map(MetricDefinition::display);
        return new ValueText(words, ofMetric.or(() -> ofUnit(unit)).orElse(null), unit);
    }

    private static Optional<Display> ofUnit(@Nullable String unit) {
        if (Unit.SECONDS.symbol().equals(unit)) {
            return Optional.of(Display.DURATION);
        }
        if (Unit.BYTES.symbol().equals(unit)) {
            return Optional.of(Display.BINARY_BYTES);
        }
        if (Unit.BYTES_PER_SECOND.symbol().equals(unit)) {
            return Optional.of(Display.BYTE_RATE);
        }
        return Optional.empty();
    }

    /// The value with its unit.
    public String text(double value) {
        if (!Double.isFinite(value)) {
            return words.say("no-data");
        }
        if (display == null) {
            return ofUnknown(value);
        }
        return switch (display) {
            case PERCENT -> Digits.percent(value);
            case BINARY_BYTES -> scaled(value, 1024, BINARY);
            case DECIMAL_BYTES -> scaled(value, 1000, DECIMAL);
            case BYTE_RATE -> scaled(value, 1000, BYTE_RATE);
            case EVENT_RATE -> scaled(value, 1000, EVENT_RATE);
            case MILLISECONDS -> scaled(value * 1000, 1000, SMALL_TIME);
            case DURATION -> duration(value);
            case CELSIUS -> Digits.significant(value) + " °C";
            case NUMBER -> number(value);
        };
    }

    /// A threshold: as above, but as somebody set it, "90 %" and not "90.0 %".
    public String limit(double value) {
        return text(value).replace(".0 %", " %");
    }

    private String ofUnknown(double value) {
        String number = number(value);
        if (unit == null || unit.isEmpty() || unit.equals(Unit.ONE.symbol())) {
            return number;
        }
        if (unit.startsWith("{") && unit.endsWith("}")) {
            return words.sayIfKnown("unit." + unit.substring(1, unit.length() - 1), number)
                    .orElse(number);
        }
        return number + " " + unit;
    }

    private String duration(double seconds) {
        Duration length = Duration.ofMillis(Math.round(Math.abs(seconds) * 1000));
        if (length.toMillis() > 0 && length.toMillis() < 1000) {
            return length.toMillis() + " ms";
        }
        return (seconds < 0 ? "-" : "") + words.duration(length);
    }

    private static String number(double value) {
        return Math.abs(value) < FIRST_THOUSAND ? Digits.significant(value) : scaled(value, 1000, COUNT);
    }

    /// In the greatest unit in which the rounded number is at least 1.
    private static String scaled(double value, double base, List<String> suffixes) {
        double number = value;
        int power = 0;
        while (power < suffixes.size() - 1 && Math.abs(number) >= base * (1 - 5e-4)) {
            number /= base;
            power++;
        }
        String suffix = suffixes.get(power);
        return suffix.isEmpty() ? Digits.significant(number) : Digits.significant(number) + " " + suffix;
    }
}
