package io.nocturne.console.screen.login;

import io.nocturne.console.text.Texts;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// The card under the password: a new certificate to compare, a changed one to beware of, a server that
/// is not there.
final class DoorCardView extends VBox {

    private static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");

    private final LoginViewModel model;
    private final Texts texts;

    DoorCardView(LoginViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        getStyleClass().add("noc-login-trust");
    }

    void show(DoorFace door) {
        getChildren().clear();
        pseudoClassStateChanged(DANGER, door.kind() == DoorFace.Kind.CHANGED);
        switch (door.kind()) {
            case NEW -> showNew(door.fingerprint());
            case CHANGED -> showChanged(door.fingerprint());
            case SHUT -> showShut(door.line());
            case UNKNOWN, TRUSTED -> {
                // Nothing to decide.
            }
        }
        setVisible(!getChildren().isEmpty());
        setManaged(isVisible());
    }

    private void showNew(List<String> fingerprint) {
        head("mdoal-lock", texts.of("login.first"));
        body(texts.of("login.first-hint"));
        fingerprint(fingerprint);
        CheckBox matches = new CheckBox(texts.of("login.matches"));
        matches.getStyleClass().add("noc-check");
        matches.setSelected(model.matchesProperty().get());
        matches.setOnAction(_ -> model.matchesProperty().set(matches.isSelected()));
        getChildren().add(matches);
    }

    private void showChanged(List<String> fingerprint) {
        head("mdomz-report", texts.of("login.changed"));
        body(texts.of("login.changed-hint"));
        fingerprint(fingerprint);
        retry();
    }

    private void showShut(String line) {
        head("mdoal-link_off", line);
        body(texts.of("login.shut-hint", model.chosenProperty().get()));
        retry();
    }

    private void retry() {
        Button retry = new Button(texts.of("login.look-again"), new FontIcon("mdomz-refresh"));
        retry.getStyleClass().add("noc-button");
        retry.setOnAction(_ -> model.lookAgain());
        getChildren().add(retry);
    }

    private void head(String icon, String words) {
        Label head = new Label(words, new FontIcon(icon));
        head.getStyleClass().addAll("noc-section", "noc-door-head");
        head.setWrapText(true);
        getChildren().add(head);
    }

    private void body(String words) {
        Label body = new Label(words);
        body.getStyleClass().addAll("noc-muted", "noc-label");
        body.setWrapText(true);
        getChildren().add(body);
    }

    private void fingerprint(List<String> lines) {
        Label name = new Label("SHA-256");
        name.getStyleClass().addAll("noc-muted", "noc-caption");
        getChildren().add(name);
        for (String line : lines) {
            Label label = new Label(line);
            label.getStyleClass().add("noc-fingerprint");
            getChildren().add(label);
        }
    }
}
