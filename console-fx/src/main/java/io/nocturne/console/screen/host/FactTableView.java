package io.nocturne.console.screen.host;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// One table of newest values; labels are kept and only their texts change.
final class FactTableView extends VBox {

    private final Label title = new Label();
    private final Label subtitle = new Label();
    private final GridPane grid = new GridPane();
    private final List<List<Label>> cells = new ArrayList<>();
    private FactTable shown = new FactTable("", "", List.of(), List.of());

    FactTableView() {
        getStyleClass().add("noc-panel");
        title.getStyleClass().add("noc-title");
        subtitle.getStyleClass().add("noc-muted");
        HBox header = new HBox(title, subtitle);
        header.getStyleClass().add("noc-panel-header");
        grid.getStyleClass().add("noc-facts");
        getChildren().addAll(header, grid);
    }

    void show(FactTable table, boolean stale) {
        title.setText(table.title());
        subtitle.setText(table.subtitle());
        boolean sameShape = table.columns().equals(shown.columns())
                && table.rows().size() == shown.rows().size();
        if (!sameShape) {
            rebuild(table);
        }
        for (int row = 0; row < table.rows().size(); row++) {
            fill(cells.get(row), table.rows().get(row), stale);
        }
        shown = table;
    }

    private static void fill(List<Label> labels, List<String> texts, boolean stale) {
        for (int i = 0; i < texts.size(); i++) {
            Label label = labels.get(i);
            label.setText(texts.get(i));
            if (i == 0) {
                label.getTooltip().setText(texts.get(i));
            } else {
                label.getStyleClass().setAll("label", stale ? "noc-muted" : "noc-text");
            }
        }
    }

    private void rebuild(FactTable table) {
        cells.clear();
        grid.getChildren().clear();
        grid.getColumnConstraints().clear();
        for (int i = 0; i < table.columns().size(); i++) {
            grid.getColumnConstraints().add(column(i));
            if (!table.columns().get(i).isEmpty()) {
                Label head = new Label(table.columns().get(i));
                head.getStyleClass().addAll("noc-muted", "noc-label");
                grid.add(head, i, 0);
            }
        }
        for (int row = 0; row < table.rows().size(); row++) {
            List<Label> labels = new ArrayList<>();
            for (int i = 0; i < table.columns().size(); i++) {
                Label label = new Label();
                if (i == 0) {
                    label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
                    label.setTooltip(new Tooltip());
                    label.getStyleClass().add("noc-text");
                }
                labels.add(label);
                grid.add(label, i, row + 1);
            }
            cells.add(labels);
        }
    }

    private static ColumnConstraints column(int index) {
        ColumnConstraints column = new ColumnConstraints();
        column.setHalignment(index == 0 ? HPos.LEFT : HPos.RIGHT);
        column.setHgrow(index == 0 ? Priority.ALWAYS : Priority.NEVER);
        column.setMinWidth(index == 0 ? 60 : 84);
        return column;
    }
}
