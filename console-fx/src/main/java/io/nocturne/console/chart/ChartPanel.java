package io.nocturne.console.chart;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A drawing in its panel: a header with title, subtitle and the current value, the legend, the drawing.
///
/// **Threads** - confined to the JavaFX thread.
public final class ChartPanel extends VBox {

    private final TimeDrawing drawing;
    private final Label title = new Label();
    private final Label subtitle = new Label();
    private final Label value = new Label();
    private final HBox extras = new HBox();

    public ChartPanel(TimeDrawing drawing) {
        this.drawing = drawing;
        getStyleClass().addAll("noc-panel", "noc-chart-panel");
        title.getStyleClass().add("noc-title");
        subtitle.getStyleClass().add("noc-muted");
        value.getStyleClass().add("noc-value");
        title.setMinWidth(Region.USE_PREF_SIZE);
        value.setMinWidth(Region.USE_PREF_SIZE);
        extras.getStyleClass().add("noc-panel-extras");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox header = new HBox(title, subtitle, space, extras, value);
        header.getStyleClass().add("noc-panel-header");
        HBox legendRow = new HBox(drawing.legend());
        legendRow.getStyleClass().add("noc-chart-legend-row");
        HBox.setHgrow(drawing.legend(), Priority.ALWAYS);
        VBox.setVgrow(drawing, Priority.ALWAYS);
        getChildren().addAll(header, legendRow, drawing);
    }

    public TimeDrawing drawing() {
        return drawing;
    }

    /// Also names the drawing for screen readers.
    public void setTitle(String newTitle) {
        title.setText(newTitle);
        drawing.setTitle(newTitle);
    }

    /// The quiet words beside the title: "16 cores".
    public void setSubtitle(String newSubtitle) {
        subtitle.setText(newSubtitle);
    }

    /// The current value at the header's right: "51.2 %".
    public void setValue(String newValue) {
        value.setText(newValue);
    }

    /// Nodes between subtitle and value.
    public HBox extras() {
        return extras;
    }

    /// Mutes the value, because nobody knows whether it still holds.
    public void setStale(boolean stale) {
        value.getStyleClass().remove("noc-value-stale");
        if (stale) {
            value.getStyleClass().add("noc-value-stale");
        }
    }
}
