package io.nocturne.console.chart;

import io.nocturne.model.metric.Display;
import io.nocturne.model.series.TimeRange;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// What [TimeChart] and [HeatStrip] share: layers, the time axis, the crosshair, gaps, and words when there is nothing.
///
/// Grid, data and crosshair lie on layers of their own. A new model, size, language or color
/// redraws all of them once in the next pulse; a moved crosshair redraws its own layer only.
/// Nothing is drawn while nothing changes.
///
/// **Absent** - a null crosshair is none; without a model the drawing is blank.
/// **Threads** - confined to the JavaFX thread.
public abstract sealed class TimeDrawing extends Region permits TimeChart, HeatStrip {

    private static final TimeRange NO_TIME = new TimeRange(Instant.EPOCH, Instant.EPOCH.plusSeconds(1));
    private static final double RIGHT = 10;
    private static final double BOTTOM = 20;
    private static final double TOP = 8;
    private static final double TICK_ROOM = 58;

    private final ObjectProperty<ChartModel> model =
            new SimpleObjectProperty<>(this, "model", ChartModel.of(Display.NUMBER, NO_TIME));
    private final ObjectProperty<@Nullable Instant> crosshair = new SimpleObjectProperty<>(this, "crosshair");
    private final Canvas grid = new Canvas();
    private final Canvas data = new Canvas();
    private final Canvas overlay = new Canvas();
    private final Label message = new Label();
    private final ChartPalette palette = new ChartPalette(this::invalidate);
    private final Pointing pointing = new Pointing(this);

    private Plot plot = Plot.of(0, 0, 1, 1, NO_TIME);
    private Locale locale;
    private ZoneId zone;
    private String title = "";
    private boolean dirty = true;

    TimeDrawing(Locale locale, ZoneId zone) {
        this.locale = locale;
        this.zone = zone;
        getStyleClass().add("noc-chart");
        message.getStyleClass().add("noc-chart-message");
        message.setWrapText(true);
        message.setMouseTransparent(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        setMinSize(120, 64);
        setPrefSize(360, 160);
        getChildren().addAll(List.of(grid, data, overlay, message, palette));
        model.addListener((_, _, _) -> invalidate());
        crosshair.addListener((_, _, _) -> drawOverlay());
    }

    public final ObjectProperty<ChartModel> modelProperty() {
        return model;
    }

    public final ChartModel getModel() {
        return model.get();
    }

    public final void setModel(ChartModel newModel) {
        model.set(newModel);
    }

    /// The time under the crosshair. Bind the properties of several drawings bidirectionally and they move together.
    public final ObjectProperty<@Nullable Instant> crosshairProperty() {
        return crosshair;
    }

    /// Runs with the range that was dragged over; null, as at first, switches dragging off.
    public final void setOnRangeDragged(@Nullable Consumer<TimeRange> action) {
        pointing.setOnRangeDragged(action);
    }

    public final void setLocale(Locale newLocale) {
        locale = newLocale;
        invalidate();
    }

    public final void setZone(ZoneId newZone) {
        zone = newZone;
        invalidate();
    }

    /// What the drawing shows, as the summary for screen readers calls it.
    public final void setTitle(String newTitle) {
        title = newTitle;
        invalidate();
    }

    /// The legend, a node of one line to be placed above the drawing.
    public abstract Node legend();

    /// What a screen reader says: "CPU 51 %, max 82 % at 13:47".
    public abstract String summary();

    /// Makes ready for drawing what depends on the model; answers the width of the left axis.
    abstract double prepare(double plotHeight);

    abstract void drawGrid(GraphicsContext graphics);

    abstract void drawData(GraphicsContext graphics);

    /// The values under the crosshair; `timeMillis` is within the plot.
    abstract void drawReading(GraphicsContext graphics, long timeMillis);

    /// Shows the values at the crosshair, or the newest, in the legend.
    abstract void updateLegend();

    final Locale locale() {
        return locale;
    }

    final ZoneId zone() {
        return zone;
    }

    final Words words() {
        return Words.in(locale);
    }

    final String title() {
        return title;
    }

    final ChartPalette palette() {
        return palette;
    }

    final Plot plot() {
        return plot;
    }

    final boolean hasPoints() {
        return getModel().lines().stream().anyMatch(line -> !line.points().isEmpty());
    }

    final void invalidate() {
        dirty = true;
        requestLayout();
    }

    @Override
    protected final void layoutChildren() {
        double width = snapSizeX(getWidth());
        double height = snapSizeY(getHeight());
        if (grid.getWidth() != width || grid.getHeight() != height) {
            dirty = true;
            for (Canvas layer : List.of(grid, data, overlay)) {
                layer.setWidth(width);
                layer.setHeight(height);
            }
        }
        if (dirty && width > 0 && height > 0) {
            dirty = false;
            redraw(width, height);
        }
        double messageWidth = Math.min(plot.width() - 16, message.prefWidth(-1));
        double messageHeight = message.prefHeight(messageWidth);
        message.resizeRelocate(
                snapPositionX(plot.left() + (plot.width() - messageWidth) / 2),
                snapPositionY(plot.top() + (plot.height() - messageHeight) / 2),
                messageWidth,
                messageHeight);
    }

    private void redraw(double width, double height) {
        double left = Math.ceil(prepare(height - TOP - BOTTOM));
        plot = Plot.of(
                left,
                TOP,
                width - left - RIGHT,
                height - TOP - BOTTOM,
                getModel().window());
        message.setText(StatusText.of(getModel(), hasPoints(), words()));
        message.setVisible(!message.getText().isEmpty());
        GraphicsContext lines = cleared(grid);
        drawGrid(lines);
        TimeAxisPainter.draw(
                lines, plot, palette, TimeAxis.ticks(getModel().window(), zone, (int) (plot.width() / TICK_ROOM)));
        GraphicsContext values = cleared(data);
        if (hasPoints()) {
            GapPainter.draw(values, plot, palette, Gaps.of(getModel()), words());
            data.setOpacity(getModel().status() instanceof ChartStatus.Failed ? 0.4 : 1);
            drawData(values);
        }
        drawOverlay();
        setAccessibleText(summary());
    }

    /// Redraws the crosshair's layer and what reads from it.
    final void drawOverlay() {
        GraphicsContext graphics = cleared(overlay);
        Instant time = crosshair.get();
        if (time != null && plot.spans(time.toEpochMilli())) {
            String moment = TimeAxis.moment(time, zone, getModel().window());
            CrosshairPainter.draw(graphics, plot, palette, time.toEpochMilli(), moment);
            drawReading(graphics, time.toEpochMilli());
        }
        pointing.selection().ifPresent(range -> CrosshairPainter.selection(graphics, plot, palette, range));
        updateLegend();
    }

    private static GraphicsContext cleared(Canvas layer) {
        GraphicsContext graphics = layer.getGraphicsContext2D();
        graphics.clearRect(0, 0, layer.getWidth(), layer.getHeight());
        return graphics;
    }
}
