package io.nocturne.console.screen.hosts;

import io.nocturne.console.fx.Activation;
import io.nocturne.console.fx.Boxes;
import io.nocturne.console.screen.hosts.HostsViewModel.Face;
import io.nocturne.console.text.Texts;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// The list in its panel, and what stands there while there is no list.
final class HostsView extends VBox {

    private final HostsViewModel model;
    private final Texts texts;
    private final HostTable table;
    private final Label count = new Label();
    private final StackPane over = new StackPane();

    HostsView(HostsViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        this.table = new HostTable(model, texts);
        getStyleClass().addAll("noc-panel", "noc-hosts");
        StackPane body = new StackPane(table, over);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(header(), body, footer());
        Activation.whileShown(this, life -> {
            model.open(life);
            table.open(life);
            life.add(model.faceProperty().subscribe(this::show));
        });
    }

    private Node header() {
        Label title = new Label(texts.of("hosts.title"));
        title.getStyleClass().add("noc-title");
        count.getStyleClass().add("noc-muted");
        HBox header = new HBox(title, count);
        header.getStyleClass().add("noc-panel-header");
        return header;
    }

    private Node footer() {
        Label hint = new Label(texts.of("hosts.hint"));
        hint.getStyleClass().addAll("noc-muted", "noc-label");
        HBox footer = new HBox(hint);
        footer.getStyleClass().add("noc-panel-footer");
        return footer;
    }

    private void show(Face face) {
        over.getChildren().clear();
        count.setText("");
        boolean ready = face instanceof Face.Ready;
        // Even an empty pane takes the clicks that are meant for what lies under it.
        over.setVisible(!ready);
        table.setVisible(ready);
        if (ready) {
            table.begin();
        }
        switch (face) {
            case Face.Ready rows -> count.setText(rows.count());
            case Face.Loading _ -> over.getChildren().add(Boxes.skeleton(10));
            case Face.NoHosts none ->
                over.getChildren()
                        .add(Boxes.empty(texts.of("hosts.none"), texts.of("hosts.none-hint"), command(none.command())));
            case Face.NoMatch noMatch ->
                over.getChildren()
                        .add(Boxes.empty(
                                texts.of("hosts.no-match", noMatch.filter()),
                                texts.of("hosts.no-match-hint"),
                                button(texts.of("hosts.clear-filter"), model::clearFilter)));
            case Face.Failed failed ->
                over.getChildren()
                        .add(Boxes.error(
                                texts.of("state.failed"),
                                failed.reason(),
                                button(texts.of("state.retry"), model::retry)));
        }
    }

    private static Button button(String text, Runnable action) {
        Button button = new Button(text);
        button.getStyleClass().add("noc-button");
        button.setOnAction(_ -> action.run());
        return button;
    }

    private Node command(String command) {
        Label text = new Label(command);
        text.getStyleClass().add("noc-code");
        Button copy = new Button(texts.of("hosts.copy"), new FontIcon("mdoal-content_copy"));
        copy.getStyleClass().add("noc-button");
        copy.setOnAction(_ -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(command);
            Clipboard.getSystemClipboard().setContent(content);
        });
        HBox row = new HBox(text, copy);
        row.getStyleClass().add("noc-gap-8");
        row.setAlignment(Pos.CENTER);
        return row;
    }
}
