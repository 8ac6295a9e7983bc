package io.nocturne.console.screen.host;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.VBox;

/// The tables of newest values, one panel each; a panel stays while its numbers change.
final class FactsView extends VBox {

    private final List<FactTableView> tables = new ArrayList<>();

    FactsView() {
        getStyleClass().add("noc-panels");
    }

    void show(List<FactTable> facts, boolean stale) {
        while (tables.size() > facts.size()) {
            getChildren().remove(tables.removeLast());
        }
        for (int i = 0; i < facts.size(); i++) {
            if (i == tables.size()) {
                FactTableView added = new FactTableView();
                tables.add(added);
                getChildren().add(added);
            }
            tables.get(i).show(facts.get(i), stale);
        }
    }
}
