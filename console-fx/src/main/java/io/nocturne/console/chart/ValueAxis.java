package io.nocturne.console.chart;

import io.nocturne.model.metric.Display;
import io.nocturne.model.text.Digits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The value axis of a chart: a range, marks at round numbers in it, and one unit for all of them.
///
/// **Shape** - 3 to 5 marks in steps of 1, 2, 5 (of memory: powers of two); from zero, unless
/// bounds say otherwise or the values are sizes far from zero. `isCut` when it does not begin at
/// zero: then its lowest number must stand out.
/// **Unit** - `min`, `max` and `ticks` in the metric's unit.
record ValueAxis(double min, double max, List<Double> ticks, double step, AxisUnit unit) {

    private static final int MAX_TICKS = 5;
    private static final int MIN_TICKS = 3;

    /// Sizes whose range is below this share of them are shown with a cut axis.
    private static final double CUT_BELOW = 0.1;

    /// Fits an axis to values of `low` to `high`; `roomy` allows 5 marks, else there are 3. `previous` is the
    /// unit before.
    static ValueAxis fit(
            Display display,
            double low,
            double high,
            @Nullable Bounds bounds,
            boolean roomy,
            @Nullable AxisUnit previous) {
        int most = roomy ? MAX_TICKS : MIN_TICKS;
        if (bounds != null) {
            return bounded(display, bounds, most, previous);
        }
        double top = Math.max(high > 0 ? high : Units.fitting(display, 0).factor(), smallestTop(display));
        AxisUnit unit = Units.fitting(display, top, previous);
        double bottom = mayBeCut(display) && top - low < CUT_BELOW * top ? low : Math.min(0, low);
        if (top - bottom < 1e-9 * Math.abs(top)) {
            bottom = 0;
        }
        double step = stepFor(display, bottom / unit.factor(), top / unit.factor(), most) * unit.factor();
        double min = Math.floor(bottom / step + 1e-9) * step;
        double max = Math.ceil(top / step - 1e-9) * step;
        return new ValueAxis(min, max, ticks(min, max, step), step, unit);
    }

    boolean isCut() {
        return min > 0;
    }

    /// What stands at a mark: "75 %".
    String label(double tick) {
        double inUnit = tick / unit.factor();
        int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step / unit.factor()) - 1e-9));
        return ValueFormat.joined(Digits.plain(inUnit, decimals), unit.suffix());
    }

    /// Share of the axis at which a value stands: 0 at the bottom, 1 at the top.
    double share(double value) {
        return (value - min) / (max - min);
    }

    private static ValueAxis bounded(Display display, Bounds bounds, int most, @Nullable AxisUnit previous) {
        AxisUnit unit = Units.fitting(display, bounds.max(), previous);
        double factor = unit.factor();
        double step = isWhole(display, bounds)
                // The whole is read in quarters and halves, as on any gauge.
                ? most == MAX_TICKS ? 0.25 : 0.5
                : stepFor(display, bounds.min() / factor, bounds.max() / factor, most) * factor;
        return new ValueAxis(bounds.min(), bounds.max(), ticks(bounds.min(), bounds.max(), step), step, unit);
    }

    private static boolean isWhole(Display display, Bounds bounds) {
        return display == Display.PERCENT && bounds.equals(Bounds.UTILIZATION);
    }

    /// A link that idles at some bytes a second must not look as busy as one that is full.
    private static double smallestTop(Display display) {
        return display == Display.BYTE_RATE ? 1_000 : 0;
    }

    private static boolean mayBeCut(Display display) {
        return display == Display.DECIMAL_BYTES || display == Display.DURATION;
    }

    /// The smallest round step that needs no more than `most` marks from bottom to top.
    private static double stepFor(Display display, double bottom, double top, int most) {
        boolean binary = display == Display.BINARY_BYTES;
        double raw = (top - bottom) / (most - 1) / 2;
        double magnitude = binary ? Math.pow(2, Math.floor(Math.log(raw) / Math.log(2))) : decade(raw);
        double[] factors = binary ? new double[] {1, 2, 4, 8} : new double[] {1, 2, 5, 10, 20, 50};
        for (double factor : factors) {
            double step = factor * magnitude;
            double marks = Math.ceil(top / step - 1e-9) - Math.floor(bottom / step + 1e-9) + 1;
            if (marks <= most) {
                return step;
            }
        }
        return factors[factors.length - 1] * magnitude;
    }

    private static double decade(double raw) {
        return Math.pow(10, Math.floor(Math.log10(raw)));
    }

    private static List<Double> ticks(double min, double max, double step) {
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(min / step - 1e-9); i * step <= max + step * 1e-9; i++) {
            ticks.add(i * step);
        }
        return List.copyOf(ticks);
    }
}
