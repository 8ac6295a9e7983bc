package io.nocturne.console.chart;

import java.util.OptionalInt;

/// One line of a chart, one layer of a stack, or one row of a heat strip.
///
/// **Shape** - `key` is stable over refreshes and unique in a chart: the line keeps its color by it; `label` is what
/// people read, in their language; `color` fixes one of the series colors 1 to 8, else the chart picks.
/// **Threads** - immutable.
public record ChartLine(String key, String label, Points points, OptionalInt color) {

    public ChartLine {
        if (color.isPresent() && (color.getAsInt() < 1 || color.getAsInt() > SeriesColors.COUNT)) {
            throw new IllegalArgumentException("series color %d is not one of 1 to %d".formatted(color.getAsInt(), 8));
        }
    }

    public static ChartLine of(String key, String label, Points points) {
        return new ChartLine(key, label, points, OptionalInt.empty());
    }

    /// The same line in the series color `number`, 1 to 8.
    public ChartLine inColor(int number) {
        return new ChartLine(key, label, points, OptionalInt.of(number));
    }
}
