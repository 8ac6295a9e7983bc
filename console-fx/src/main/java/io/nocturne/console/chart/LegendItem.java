package io.nocturne.console.chart;

import java.util.function.BiConsumer;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.shape.Line;

/// One line's swatch, name and value in a legend; a click hides the line, Alt and click isolates it.
///
/// **Threads** - confined to the JavaFX thread.
final class LegendItem extends HBox {

    private static final double SWATCH_WIDTH = 14;

    private final LegendEntry entry;
    private final Label text = new Label();

    /// `onToggle` gets the line's key and whether it is to be isolated.
    LegendItem(LegendEntry entry, BiConsumer<String, Boolean> onToggle) {
        this.entry = entry;
        getStyleClass().add("noc-legend-item");
        if (entry.hidden()) {
            getStyleClass().add("noc-legend-item-hidden");
        }
        Line swatch = new Line(0, 0, SWATCH_WIDTH, 0);
        swatch.getStyleClass().addAll("noc-legend-swatch", "noc-series-" + entry.color());
        if (entry.dashed()) {
            for (double dash : LinePainter.dashes(entry.color())) {
                swatch.getStrokeDashArray().add(dash);
            }
        }
        text.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(swatch, text);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TOGGLE_BUTTON);
        setOnMouseClicked(event -> onToggle.accept(entry.key(), event.isAltDown()));
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.SPACE || event.getCode() == KeyCode.ENTER) {
                onToggle.accept(entry.key(), event.isAltDown());
                event.consume();
            }
        });
        show(entry);
    }

    boolean canShow(LegendEntry other) {
        return entry.looksLike(other);
    }

    void show(LegendEntry newest) {
        String newText = newest.value().isEmpty() ? newest.label() : newest.label() + " " + newest.value();
        text.setText(newText);
        setAccessibleText(newText);
    }
}
