package io.nocturne.console.chart;

import io.nocturne.model.series.TimeRange;
import java.time.Duration;
import java.time.Instant;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;

/// A line the size of a word, for a table's cell.
///
/// **Shape** - its own range of values, padded so that it covers at least 12 % of the value: a flat line stays flat.
/// **Absent** - a gap breaks the line; no points draw nothing.
/// **Threads** - confined to the JavaFX thread.
public final class Sparkline extends Region {

    private static final double WIDTH = 1.25;
    private static final double MARGIN = 2;
    private static final TimeRange NO_TIME = new TimeRange(Instant.EPOCH, Instant.EPOCH.plusSeconds(1));

    private final Canvas canvas;
    private final ChartPalette palette = new ChartPalette(this::invalidate);
    private Points points = Points.EMPTY;
    private TimeRange window = NO_TIME;
    private long gapAfterMillis = Long.MAX_VALUE;
    private boolean dirty = true;

    public Sparkline() {
        this(72, 24);
    }

    public Sparkline(double width, double height) {
        canvas = new Canvas(width, height);
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

    @Override
    protected void layoutChildren() {
        if (dirty) {
            dirty = false;
            draw();
        }
    }

    private void draw() {
        GraphicsContext graphics = canvas.getGraphicsContext2D();
        graphics.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        double height = canvas.getHeight() - 2 * MARGIN;
        Plot plot = Plot.of(MARGIN, MARGIN, canvas.getWidth() - 2 * MARGIN, height, window);
        Bounds range = PaddedRange.of(points, window);
        LinePainter painter = new LinePainter(
                graphics, value -> plot.bottom() - (value - range.min()) / (range.max() - range.min()) * height);
        Trace trace = Decimator.trace(points, plot, gapAfterMillis);
        painter.band(trace, palette.color(Ink.TEXT, 0.35));
        painter.line(trace, palette.color(Ink.TEXT), WIDTH, new double[0]);
    }

    private void invalidate() {
        dirty = true;
        requestLayout();
    }
}
