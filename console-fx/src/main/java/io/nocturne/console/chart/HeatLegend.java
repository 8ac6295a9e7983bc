package io.nocturne.console.chart;

import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// The six steps of a heat strip, and its busiest row.
///
/// **Threads** - confined to the JavaFX thread.
final class HeatLegend extends HBox {

    private final Label scale = new Label();
    private final Label busiest = new Label();

    HeatLegend() {
        getStyleClass().addAll("noc-legend", "noc-heat-legend");
        HBox steps = new HBox();
        steps.getStyleClass().add("noc-heat-steps");
        for (int step = 0; step < Ink.heat().size(); step++) {
            Region swatch = new StackPane();
            swatch.getStyleClass().addAll("noc-heat-step", "noc-heat-" + step);
            steps.getChildren().add(swatch);
        }
        busiest.getStyleClass().add("noc-heat-busiest");
        getChildren().addAll(steps, scale, busiest);
        setMinWidth(0);
    }

    void show(Optional<Busiest> best, Words words) {
        scale.setText(words.say("heat.scale"));
        busiest.setText(best.map(row -> words.say("heat.busiest", row.value(), row.label()))
                .orElse(""));
    }
}
