package io.nocturne.console.chart;

import io.nocturne.model.series.TimeRange;

/// The range of values that a sparkline shows.
final class PaddedRange {

    /// Less change than this share of the value is noise and must look like it.
    private static final double LEAST = 0.12;

    private PaddedRange() {}

    /// The range of the points in the window, widened to 12 % of the greatest magnitude; 0 to 1 without points.
    static Bounds of(Points points, TimeRange window) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int i = Math.max(0, points.atOrBefore(window.from().toEpochMilli())); i < points.size(); i++) {
            min = Math.min(min, points.min(i));
            max = Math.max(max, points.max(i));
        }
        if (min > max || (min == 0 && max == 0)) {
            return new Bounds(0, 1);
        }
        double missing = LEAST * Math.max(Math.abs(min), Math.abs(max)) - (max - min);
        return missing > 0 ? new Bounds(min - missing / 2, max + missing / 2) : new Bounds(min, max);
    }
}
