package io.nocturne.console.chart;

import io.nocturne.model.metric.Display;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The units that each [Display] may use, and which of them fits.
final class Units {

    /// A greater unit is left only when the values are this far below it, so that an axis does not flap.
    private static final double HYSTERESIS = 0.8;

    private static final List<AxisUnit> PERCENT = List.of(new AxisUnit("%", 0.01));
    private static final List<AxisUnit> BINARY = powers(1024, "B", "KiB", "MiB", "GiB", "TiB", "PiB");
    private static final List<AxisUnit> DECIMAL = powers(1000, "B", "kB", "MB", "GB", "TB", "PB");
    private static final List<AxisUnit> BYTE_RATE = powers(1000, "B/s", "kB/s", "MB/s", "GB/s", "TB/s");
    private static final List<AxisUnit> EVENT_RATE = powers(1000, "/s", "k/s", "M/s", "G/s");
    private static final List<AxisUnit> TIME = List.of(new AxisUnit("ms", 0.001), new AxisUnit("s", 1));
    private static final List<AxisUnit> COUNT =
            List.of(new AxisUnit("", 1), new AxisUnit("k", 1e4, 1e3), new AxisUnit("M", 1e6), new AxisUnit("G", 1e9));
    private static final List<AxisUnit> CELSIUS = List.of(new AxisUnit("°C", 1));
    private static final List<AxisUnit> DURATION =
            List.of(new AxisUnit("s", 1), new AxisUnit("m", 60), new AxisUnit("h", 3600), new AxisUnit("d", 86400));

    private Units() {}

    /// The greatest unit in which the rounded number is at least 1.
    static AxisUnit fitting(Display display, double magnitude) {
        return fitting(display, magnitude, null);
    }

    /// As above, but stays with `previous` while the number there is above 0.8.
    static AxisUnit fitting(Display display, double magnitude, @Nullable AxisUnit previous) {
        List<AxisUnit> units = of(display);
        AxisUnit best = units.getFirst();
        for (AxisUnit unit : units) {
            double needed = unit.equals(previous) ? HYSTERESIS : 1;
            if (magnitude >= unit.from() * needed * (1 - 5e-4)) {
                best = unit;
            }
        }
        return best;
    }

    private static List<AxisUnit> of(Display display) {
        return switch (display) {
            case PERCENT -> PERCENT;
            case BINARY_BYTES -> BINARY;
            case DECIMAL_BYTES -> DECIMAL;
            case BYTE_RATE -> BYTE_RATE;
            case EVENT_RATE -> EVENT_RATE;
            case MILLISECONDS -> TIME;
            case DURATION -> DURATION;
            case CELSIUS -> CELSIUS;
            case NUMBER -> COUNT;
        };
    }

    private static List<AxisUnit> powers(double base, String... suffixes) {
        AxisUnit[] units = new AxisUnit[suffixes.length];
        for (int i = 0; i < suffixes.length; i++) {
            units[i] = new AxisUnit(suffixes[i], Math.pow(base, i));
        }
        return List.of(units);
    }
}
