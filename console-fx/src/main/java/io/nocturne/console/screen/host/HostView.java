package io.nocturne.console.screen.host;

import io.nocturne.console.chart.ChartPanel;
import io.nocturne.console.chart.HeatStrip;
import io.nocturne.console.chart.TimeChart;
import io.nocturne.console.chart.TimeDrawing;
import io.nocturne.console.fx.Activation;
import io.nocturne.console.text.Texts;
import java.util.EnumMap;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;

/// A host: header, 2 x 3 charts, and its newest values at the right.
final class HostView extends VBox {

    private static final double NARROW = 1_180;
    private static final double FACTS_WIDTH = 400;

    private final HostViewModel model;
    private final Texts texts;
    private final HostHeaderView header;
    private final HBox problem;
    private final Label problemText = new Label();
    private final Map<ChartKind, ChartPanel> panels = new EnumMap<>(ChartKind.class);
    private final FactsView facts = new FactsView();

    HostView(HostViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        this.header = new HostHeaderView();
        this.problem = problemStrip();
        getStyleClass().add("noc-panels");
        ScrollPane right = new ScrollPane(facts);
        right.setFitToWidth(true);
        right.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        right.setMinWidth(FACTS_WIDTH);
        right.setPrefWidth(FACTS_WIDTH);
        GridPane charts = charts();
        HBox.setHgrow(charts, Priority.ALWAYS);
        HBox body = new HBox(charts, right);
        body.getStyleClass().add("noc-panels");
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(header, problem, body);
        widthProperty().subscribe(width -> {
            boolean folded = width.doubleValue() > 0 && width.doubleValue() < NARROW;
            right.setVisible(!folded);
            right.setManaged(!folded);
        });
        Activation.whileShown(this, this::open);
    }

    private void open(Activation life) {
        model.open(life);
        life.add(model.faceProperty().subscribe(this::show));
        for (ChartPanel panel : panels.values()) {
            TimeDrawing drawing = panel.drawing();
            drawing.crosshairProperty().bindBidirectional(model.crosshairProperty());
            life.atEnd(() -> drawing.crosshairProperty().unbindBidirectional(model.crosshairProperty()));
        }
    }

    private GridPane charts() {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("noc-panels");
        for (int i = 0; i < 2; i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(50);
            grid.getColumnConstraints().add(column);
        }
        ChartKind[] kinds = ChartKind.values();
        for (int i = 0; i < kinds.length; i++) {
            ChartKind kind = kinds[i];
            ChartPanel panel = panel(kind);
            panels.put(kind, panel);
            grid.add(panel, i % 2, i / 2);
            GridPane.setHgrow(panel, Priority.ALWAYS);
            GridPane.setVgrow(panel, Priority.ALWAYS);
        }
        for (int i = 0; i < kinds.length / 2; i++) {
            RowConstraints row = new RowConstraints();
            row.setPercentHeight(100.0 / 3);
            grid.getRowConstraints().add(row);
        }
        return grid;
    }

    private ChartPanel panel(ChartKind kind) {
        TimeDrawing drawing = kind == ChartKind.CORES
                ? new HeatStrip(texts.locale(), texts.zone())
                : new TimeChart(texts.locale(), texts.zone());
        ChartPanel panel = new ChartPanel(drawing);
        panel.setTitle(
                switch (kind) {
                    case CPU -> texts.of("chart.cpu");
                    case CORES -> texts.of("chart.cores");
                    case MEMORY -> texts.of("chart.memory");
                    case FILESYSTEMS -> texts.of("chart.filesystems");
                    case DISK -> texts.of("chart.disk");
                    case NETWORK -> texts.of("chart.network");
                });
        panel.setMinSize(0, 0);
        panel.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        return panel;
    }

    private HBox problemStrip() {
        Button retry = new Button(texts.of("state.retry"));
        retry.getStyleClass().add("noc-button");
        retry.setOnAction(_ -> model.retry());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox strip = new HBox(problemText, space, retry);
        strip.getStyleClass().addAll("noc-strip", "noc-strip-stale");
        return strip;
    }

    private void show(HostFace face) {
        header.show(face);
        problemText.setText(face.problem());
        setShown(problem, !face.problem().isEmpty());
        face.charts().forEach((kind, chart) -> {
            ChartPanel panel = panels.get(kind);
            if (panel != null) {
                panel.setSubtitle(chart.subtitle());
                panel.setValue(chart.value());
                panel.setStale(face.stale());
                panel.drawing().setModel(chart.chart());
            }
        });
        facts.show(face.facts(), face.stale());
    }

    private static void setShown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
