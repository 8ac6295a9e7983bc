package io.nocturne.console.screen.settings;

import io.nocturne.console.fx.Look;
import io.nocturne.console.fx.Segments;
import io.nocturne.console.screen.settings.SettingsViewModel.Fact;
import io.nocturne.console.text.Language;
import io.nocturne.console.text.Texts;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// The settings in panels.
final class SettingsView extends ScrollPane {

    private static final double WIDTH = 760;
    private static final double NAMES_WIDTH = 200;

    private final Texts texts;

    SettingsView(SettingsViewModel model, Texts texts, Look look) {
        this.texts = texts;
        VBox panels = new VBox(
                panel(texts.of("settings.appearance"), appearance(look)),
                panel(texts.of("settings.connection"), facts(model.connection())),
                panel(texts.of("settings.console"), facts(model.console())));
        panels.getStyleClass().add("noc-panels");
        panels.setMaxWidth(WIDTH);
        setContent(panels);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
    }

    private Node appearance(Look look) {
        GridPane grid = grid();
        grid.addRow(
                0,
                name(texts.of("settings.language")),
                Segments.of(List.of(Language.values()), Language::ownName, look.languageProperty()));
        grid.addRow(
                1,
                name(texts.of("settings.theme")),
                Segments.of(List.of(Look.Choice.values()), choice -> Look.name(choice, texts), look.choiceProperty()));
        return grid;
    }

    private static Node facts(List<Fact> facts) {
        GridPane grid = grid();
        for (int row = 0; row < facts.size(); row++) {
            Label value = new Label(facts.get(row).value());
            value.getStyleClass().add("noc-text");
            value.setWrapText(true);
            grid.addRow(row, name(facts.get(row).name()), value);
        }
        return grid;
    }

    private static Label name(String text) {
        Label name = new Label(text);
        name.getStyleClass().add("noc-muted");
        name.setMinWidth(NAMES_WIDTH);
        name.setWrapText(true);
        return name;
    }

    private static GridPane grid() {
        GridPane grid = new GridPane();
        grid.getStyleClass().addAll("noc-pad-16", "noc-settings-grid");
        return grid;
    }

    private static Node panel(String title, Node body) {
        Label head = new Label(title);
        head.getStyleClass().add("noc-title");
        HBox header = new HBox(head);
        header.getStyleClass().add("noc-panel-header");
        VBox panel = new VBox(header, body);
        panel.getStyleClass().add("noc-panel");
        return panel;
    }
}
