package io.nocturne.console.shell;

import io.nocturne.console.text.Texts;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The sheet of all keys; a click or Esc puts it away.
final class KeySheetView extends StackPane {

    KeySheetView(Texts texts) {
        getStyleClass().add("noc-sheet-back");
        setVisible(false);
        Label title = new Label(texts.of("keys.title"));
        title.getStyleClass().add("noc-title");
        VBox sheet = new VBox(title, keys(texts));
        sheet.getStyleClass().addAll("noc-panel", "noc-key-sheet");
        sheet.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        getChildren().add(sheet);
        setOnMouseClicked(_ -> setVisible(false));
    }

    void toggle() {
        setVisible(!isVisible());
    }

    private record Line(String keys, String meaning) {}

    private static GridPane keys(Texts texts) {
        List<Line> lines = List.of(
                new Line("Ctrl 1 · Ctrl 2", texts.of("keys.screens")),
                new Line("/", texts.of("keys.filter")),
                new Line("Enter", texts.of("keys.open")),
                new Line("Alt ←", texts.of("keys.back")),
                new Line("Space", texts.of("keys.pause")),
                new Line("L", texts.of("keys.live")),
                new Line("F5", texts.of("keys.resync")),
                new Line("F11", texts.of("keys.fullscreen")),
                new Line("Esc", texts.of("keys.escape")),
                new Line("?", texts.of("keys.sheet")));
        GridPane grid = new GridPane();
        grid.getStyleClass().add("noc-key-grid");
        for (int row = 0; row < lines.size(); row++) {
            Label key = new Label(lines.get(row).keys());
            key.getStyleClass().add("noc-key");
            grid.addRow(row, key, new Label(lines.get(row).meaning()));
        }
        return grid;
    }
}
