package io.nocturne.console.chart;

import io.nocturne.model.series.TimeRange;
import java.time.Duration;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;

/// A line the size of a word, for a table's cell.
///
/// **Shape** - its own range of values, padded so that it covers at least 12 % of the value: a flat line stays flat.
/// **Absent** - a gap breaks the line; no points draw nothing.
/// **Threads** - confined to the JavaFX thread.
public final class Sparkline extends Region {

    private final Canvas canvas = new Canvas();
    private final ChartPalette palette = new ChartPalette(this::invalidate);
    private Points points = Points.EMPTY;
    private TimeRange window = new TimeRange(java.time.Instant.EPOCH, java.time.Instant.EPOCH.plusSeconds(1));
    private long gapAfterMillis = Long.MAX_VALUE;

    public Sparkline() {
        this(72, 24);
    }

    public Sparkline(double width, double height) {
        getStyleClass().add("noc-sparkline");
        setMinSize(width, height);
        setPrefSize(width, height);
        setMaxSize(width, height);
        setMouseTransparent(true);
        getChildren().addAll(canvas, palette);
    }

    /// Shows the points of a window; two of them further apart than `gapAfter` are not joined.
    public void show(Points newPoints, TimeRange newWindow, Duration gapAfter) {
        points = newPoints;
        window = newWindow;
        gapAfterMillis = gapAfter.toMillis();
        invalidate();
    }

    private void invalidate() {
        requestLayout();
    }
}
