package io.nocturne.console.chart;

import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Reads single values off series. A value holds until the time after which there is a gap, and no longer.
final class Readout {

    private Readout() {}

    /// The value at the crosshair, or without one the newest.
    static OptionalDouble of(Points points, ChartModel model, @Nullable Instant crosshair) {
        return crosshair == null ? newest(points, model) : at(points, crosshair.toEpochMilli(), model.gapAfterMillis());
    }

    static OptionalDouble at(Points points, long timeMillis, long gapAfterMillis) {
        int index = points.atOrBefore(timeMillis);
        return index < 0 || timeMillis - points.time(index) > gapAfterMillis
                ? OptionalDouble.empty()
                : OptionalDouble.of(points.avg(index));
    }

    /// The newest value in the window; a stale chart keeps its last one, the chart around it says since when.
    private static OptionalDouble newest(Points points, ChartModel model) {
        Instant until = model.staleSince() == null ? model.window().to() : model.staleSince();
        return at(points, until.toEpochMilli(), model.gapAfterMillis());
    }

    /// Index of the greatest point in the window, or -1 when there is none.
    static int greatest(Points points, ChartModel model) {
        long from = model.window().from().toEpochMilli();
        int greatest = -1;
        for (int i = points.atOrBefore(model.window().to().toEpochMilli()); i >= 0 && points.time(i) >= from; i--) {
            if (greatest < 0 || points.max(i) > points.max(greatest)) {
                greatest = i;
            }
        }
        return greatest;
    }
}
