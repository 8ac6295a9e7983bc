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
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// What [TimeChart] and [HeatStrip] share: layers, the time axis, the crosshair, gaps, and words when there is nothing.
///
/// Grid, data and crosshair lie on layers of their own. A new model, size, language or color redraws all of them once
/// in
/// the next pulse; a moved crosshair redraws its own layer only. Nothing is drawn while nothing changes.
///
/// **Absent** - a null crosshair is none; without a model the drawing is blank.
/// **Threads** - confined to the JavaFX thread.
public abstract sealed class TimeDrawing extends Region permits TimeChart, HeatStrip {

    private static final TimeRange NO_TIME = new TimeRange(Instant.EPOCH, Instant.EPOCH.plusSeconds(1));

    private final ObjectProperty<ChartModel> model =
            new SimpleObjectProperty<>(this, "model", ChartModel.of(Display.NUMBER, NO_TIME));
    private final ObjectProperty<@Nullable Instant> crosshair = new SimpleObjectProperty<>(this, "crosshair");
    private final Canvas grid = new Canvas();
    private final Canvas data = new Canvas();
    private final Canvas overlay = new Canvas();
    private final ChartPalette palette = new ChartPalette(this::invalidate);

    private Locale locale;
    private ZoneId zone;
    private String title = "";
    private boolean dirty = true;

    TimeDrawing(Locale locale, ZoneId zone) {
        this.locale = locale;
        this.zone = zone;
        getStyleClass().add("noc-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        getChildren().addAll(List.of(grid, data, overlay, palette));
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
    public final void setOnRangeDragged(@Nullable Consumer<TimeRange> action) {}

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
    }

    /// The legend, a node of one line to be placed above the drawing.
    public abstract Node legend();

    /// What a screen reader says: "CPU 51 %, max 82 % at 13:47".
    public abstract String summary();

    final Locale locale() {
        return locale;
    }

    final ZoneId zone() {
        return zone;
    }

    final String title() {
        return title;
    }

    @Override
    protected final void layoutChildren() {
        if (dirty) {
            dirty = false;
        }
    }

    final void invalidate() {
        dirty = true;
        requestLayout();
    }
}
