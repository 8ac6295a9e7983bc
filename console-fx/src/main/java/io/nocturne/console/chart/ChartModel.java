package io.nocturne.console.chart;

import io.nocturne.model.metric.Display;
import io.nocturne.model.series.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that a chart shows at one moment.
///
/// **Shape** - `lines` in display order, bottom layer first in a stack; past 8 lines the 7 greatest
/// keep their colors and the others are grey.
/// **Unit** - values in the unit that `display` belongs to; two points further apart than `gapAfterMillis` have a gap
/// between them.
/// **Absent** - no `bounds`: the axis fits the values; no `staleSince`: data are arriving.
/// **Threads** - immutable.
public record ChartModel(
        List<ChartLine> lines,
        LineStyle style,
        TimeRange window,
        Display display,
        @Nullable Bounds bounds,
        long gapAfterMillis,
        @Nullable Instant staleSince,
        ChartStatus status) {

    private static final long DEFAULT_GAP_AFTER_MILLIS = 15_000;

    public ChartModel {
        lines = List.copyOf(lines);
    }

    /// A chart without lines as yet: of style LINE, ready, with gaps after 15 s.
    public static ChartModel of(Display display, TimeRange window) {
        return new ChartModel(
                List.of(),
                LineStyle.LINE,
                window,
                display,
                null,
                DEFAULT_GAP_AFTER_MILLIS,
                null,
                new ChartStatus.Ready());
    }

    public ChartModel withLines(List<ChartLine> newLines) {
        return new ChartModel(newLines, style, window, display, bounds, gapAfterMillis, staleSince, status);
    }

    public ChartModel withStyle(LineStyle newStyle) {
        return new ChartModel(lines, newStyle, window, display, bounds, gapAfterMillis, staleSince, status);
    }

    public ChartModel withWindow(TimeRange newWindow) {
        return new ChartModel(lines, style, newWindow, display, bounds, gapAfterMillis, staleSince, status);
    }

    public ChartModel withBounds(Bounds newBounds) {
        return new ChartModel(lines, style, window, display, newBounds, gapAfterMillis, staleSince, status);
    }

    /// `longest` is the longest distance of two points that belong together, some 2.5 intervals.
    public ChartModel withGapAfter(Duration longest) {
        return new ChartModel(lines, style, window, display, bounds, longest.toMillis(), staleSince, status);
    }

    /// From then on nothing is known: the chart ends in hatch.
    public ChartModel withStaleSince(@Nullable Instant since) {
        return new ChartModel(lines, style, window, display, bounds, gapAfterMillis, since, status);
    }

    public ChartModel withStatus(ChartStatus newStatus) {
        return new ChartModel(lines, style, window, display, bounds, gapAfterMillis, staleSince, newStatus);
    }
}
