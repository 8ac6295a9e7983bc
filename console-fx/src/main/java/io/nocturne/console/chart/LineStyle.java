package io.nocturne.console.chart;

/// How the lines of a chart are put together.
public enum LineStyle {
    /// Each on its own.
    LINE,
    /// Each on its own, the surface under it tinted.
    AREA,
    /// Each on top of the one before: parts of a whole.
    STACKED_AREA
}
