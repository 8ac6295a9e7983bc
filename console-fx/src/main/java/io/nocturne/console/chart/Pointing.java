package io.nocturne.console.chart;

import io.nocturne.model.series.TimeRange;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/// Moves a drawing's crosshair with the mouse and the arrow keys, and selects a range by dragging.
///
/// **Threads** - confined to the JavaFX thread.
final class Pointing {

    /// A press that moves less than this is a click with an unsteady hand.
    private static final double MIN_DRAG = 6;

    private static final int KEY_STEPS = 120;
    private static final int WIDE_STEP = 10;

    private final TimeDrawing drawing;
    private @Nullable Consumer<TimeRange> onRangeDragged;
    private double pressedAt = Double.NaN;
    private double draggedTo = Double.NaN;

    Pointing(TimeDrawing drawing) {
        this.drawing = drawing;
        drawing.setOnMouseMoved(this::point);
        drawing.setOnMouseExited(_ -> drawing.crosshairProperty().set(null));
        drawing.setOnMousePressed(this::press);
        drawing.setOnMouseDragged(this::drag);
        drawing.setOnMouseReleased(_ -> release());
        drawing.setOnKeyPressed(this::key);
    }

    void setOnRangeDragged(@Nullable Consumer<TimeRange> action) {
        onRangeDragged = action;
    }

    /// The range that is being dragged over.
    Optional<TimeRange> selection() {
        if (!(Math.abs(draggedTo - pressedAt) >= MIN_DRAG)) {
            return Optional.empty();
        }
        Instant from = drawing.plot().timeAt(Math.min(pressedAt, draggedTo));
        Instant to = drawing.plot().timeAt(Math.max(pressedAt, draggedTo));
        return from.isBefore(to) ? Optional.of(new TimeRange(from, to)) : Optional.empty();
    }

    private void point(MouseEvent event) {
        Plot plot = drawing.plot();
        boolean inside = plot.contains(event.getX(), event.getY());
        drawing.crosshairProperty().set(inside ? plot.timeAt(event.getX()) : null);
    }

    private void press(MouseEvent event) {
        drawing.requestFocus();
        boolean starts = onRangeDragged != null
                && event.getButton() == MouseButton.PRIMARY
                && drawing.plot().contains(event.getX(), event.getY());
        pressedAt = starts ? event.getX() : Double.NaN;
        draggedTo = pressedAt;
    }

    private void drag(MouseEvent event) {
        Plot plot = drawing.plot();
        double x = Math.clamp(event.getX(), plot.left(), plot.right());
        draggedTo = x;
        drawing.crosshairProperty().set(plot.timeAt(x));
        drawing.drawOverlay();
    }

    private void release() {
        Consumer<TimeRange> action = onRangeDragged;
        Optional<TimeRange> selected = selection();
        pressedAt = Double.NaN;
        draggedTo = Double.NaN;
        drawing.drawOverlay();
        if (action != null) {
            selected.ifPresent(action);
        }
    }

    private void key(KeyEvent event) {
        Plot plot = drawing.plot();
        long step =
                Math.max(1, (plot.toMillis() - plot.fromMillis()) / KEY_STEPS) * (event.isShiftDown() ? WIDE_STEP : 1);
        switch (event.getCode()) {
            case LEFT -> moveTo(here(plot.toMillis()) - step);
            case RIGHT -> moveTo(here(plot.fromMillis()) + step);
            case HOME -> moveTo(plot.fromMillis());
            case END -> moveTo(plot.toMillis());
            case ESCAPE -> {
                if (drawing.crosshairProperty().get() == null) {
                    return;
                }
                drawing.crosshairProperty().set(null);
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private long here(long otherwise) {
        Instant time = drawing.crosshairProperty().get();
        return time == null ? otherwise : time.toEpochMilli();
    }

    private void moveTo(long timeMillis) {
        Plot plot = drawing.plot();
        drawing.crosshairProperty()
                .set(Instant.ofEpochMilli(Math.clamp(timeMillis, plot.fromMillis(), plot.toMillis())));
    }
}
