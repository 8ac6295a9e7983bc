package io.nocturne.console.screen.login;

import io.nocturne.console.text.Texts;
import io.nocturne.console.theme.GlyphState;
import io.nocturne.console.theme.StateGlyph;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// The servers that this computer knows, and how they were when it last saw them.
final class ServerListView extends VBox {

    private final LoginViewModel model;
    private final Texts texts;
    private final VBox rows = new VBox();
    private final TextField address = new TextField();
    private final Label problem = new Label();
    private final HBox addRow;

    ServerListView(LoginViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        getStyleClass().addAll("noc-panel", "noc-login-servers");
        addRow = addRow();
        problem.getStyleClass().add("noc-login-error");
        problem.managedProperty().bind(problem.visibleProperty());
        problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
        problem.textProperty().bind(model.addProblemProperty());
        getChildren().addAll(header(), addRow, problem, rows, note());
        showAdding(false);
        model.servers().subscribe(this::fill);
        model.chosenProperty().addListener(_ -> fill());
        fill();
    }

    private Node header() {
        Label title = new Label(texts.of("login.servers"));
        title.getStyleClass().add("noc-title");
        Label hint = new Label(texts.of("login.servers-hint"));
        hint.getStyleClass().add("noc-muted");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button forget = new Button(texts.of("login.forget"));
        forget.getStyleClass().addAll("noc-button-quiet", "noc-button-small");
        forget.setOnAction(_ -> model.forgetChosen());
        forget.visibleProperty().bind(Bindings.size(model.servers()).greaterThan(1));
        Button add = new Button(texts.of("login.add"), new FontIcon("mdoal-add"));
        add.getStyleClass().addAll("noc-button", "noc-button-small");
        add.setOnAction(_ -> showAdding(!addRow.isVisible()));
        HBox header = new HBox(title, hint, space, forget, add);
        header.getStyleClass().add("noc-panel-header");
        return header;
    }

    private HBox addRow() {
        address.setPromptText(texts.of("login.add-prompt"));
        address.setAccessibleText(texts.of("login.add-prompt"));
        HBox.setHgrow(address, Priority.ALWAYS);
        Button confirm = new Button(texts.of("login.add-confirm"));
        confirm.getStyleClass().add("noc-button");
        address.getStyleClass().add("noc-field");
        confirm.setOnAction(_ -> add());
        address.setOnAction(_ -> add());
        HBox row = new HBox(address, confirm);
        row.getStyleClass().add("noc-add-row");
        return row;
    }

    private void add() {
        if (model.add(address.getText())) {
            address.clear();
            showAdding(false);
        }
    }

    private void showAdding(boolean shown) {
        addRow.setVisible(shown);
        addRow.setManaged(shown);
        if (shown) {
            address.requestFocus();
        }
    }

    private Node note() {
        Label note = new Label(texts.of("login.not-live"), new FontIcon("mdoal-info"));
        note.getStyleClass().addAll("noc-login-hint", "noc-server-note");
        return note;
    }

    private void fill() {
        rows.getChildren().setAll(model.servers().stream().map(this::row).toList());
    }

    private Node row(ServerRow server) {
        Label name = new Label(server.host());
        name.getStyleClass().add("noc-section");
        Label where = new Label(server.address());
        where.getStyleClass().addAll("noc-muted", "noc-label");
        Label state = new Label(server.state());
        if (server.mood() == ServerRow.Mood.FAILED) {
            state.getStyleClass().add("noc-text-stale");
        }
        Label when = new Label(server.when());
        when.getStyleClass().addAll("noc-muted", "noc-label");
        VBox right = new VBox(state, when);
        right.setAlignment(Pos.CENTER_RIGHT);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        VBox left = new VBox(name, where);
        left.setAlignment(Pos.CENTER_LEFT);
        Button row = new Button();
        HBox inner = new HBox(glyph(server.mood()), left, space, right);
        inner.setAlignment(Pos.CENTER_LEFT);
        inner.getStyleClass().add("noc-gap-12");
        inner.prefWidthProperty().bind(row.widthProperty().subtract(27));
        row.setGraphic(inner);
        row.getStyleClass().setAll("noc-login-server");
        row.setMaxWidth(Double.MAX_VALUE);
        row.setAccessibleText(server.address() + ", " + server.state() + ", " + server.when());
        if (server.address().equals(model.chosenProperty().get())) {
            row.getStyleClass().add("noc-selected");
        }
        row.setOnAction(_ -> model.choose(server.address()));
        return row;
    }

    private static Node glyph(ServerRow.Mood mood) {
        return switch (mood) {
            case NEW -> {
                FontIcon plus = new FontIcon("mdoal-add_circle_outline");
                plus.getStyleClass().add("noc-icon");
                yield plus;
            }
            case FINE -> new StateGlyph(GlyphState.OK);
            case PARTLY, FAILED -> new StateGlyph(GlyphState.STALE);
        };
    }
}
