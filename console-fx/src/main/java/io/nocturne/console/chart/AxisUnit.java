package io.nocturne.console.chart;

/// A unit that values are shown in: `value / factor`, then a space and `suffix`.
///
/// **Unit** - `from` and `factor` in the metric's unit; of "%" the factor is 0.01, of "GiB" 2^30.
/// The unit is for values of `from` and more.
record AxisUnit(String suffix, double from, double factor) {

    AxisUnit(String suffix, double factor) {
        this(suffix, factor, factor);
    }
}
