package io.nocturne.console.chart;

/// A fixed range of a chart's value axis, in the metric's unit.
///
/// **Errors** - [IllegalArgumentException] unless `min` is below `max`.
public record Bounds(double min, double max) {

    /// 0 to 100 %.
    public static final Bounds UTILIZATION = new Bounds(0, 1);

    public Bounds {
        if (!(min < max)) {
            throw new IllegalArgumentException("bounds need min (%s) below max (%s)".formatted(min, max));
        }
    }
}
