package io.nocturne.console.screen.login;

import io.nocturne.console.fx.Activation;
import io.nocturne.console.text.Texts;
import java.util.function.BooleanSupplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// The form: user, password, the certificate's card, and the button that the card must first allow.
final class LoginFormView extends StackPane {

    private final LoginViewModel model;
    private final Texts texts;
    private final BooleanSupplier capsLock;
    private final Label title = new Label();
    private final Label where = new Label();
    private final TextField user = new TextField();
    private final PasswordField password = new PasswordField();
    private final TextField shownPassword = new TextField();
    private final Label capsLockHint = new Label();
    private final DoorCardView card;
    private final Label message = new Label();

    LoginFormView(LoginViewModel model, Texts texts, BooleanSupplier capsLock) {
        this.model = model;
        this.texts = texts;
        this.capsLock = capsLock;
        this.card = new DoorCardView(model, texts);
        getStyleClass().add("noc-login-pane");
        title.getStyleClass().add("noc-login-title");
        title.setWrapText(true);
        where.getStyleClass().add("noc-login-subtitle");
        message.getStyleClass().add("noc-login-error");
        message.setWrapText(true);
        VBox form = new VBox(
                new VBox(title, where),
                message,
                field(texts.of("login.user"), user, null),
                field(texts.of("login.password"), passwordBox(), capsLockHint),
                card,
                signInButton());
        form.getStyleClass().add("noc-login-form");
        form.setMaxHeight(Region.USE_PREF_SIZE);
        getChildren().add(form);
        capsLockHint.setText(texts.of("login.caps-lock"));
        capsLockHint.setGraphic(new FontIcon("mdomz-warning"));
        capsLockHint.getStyleClass().addAll("noc-label", "noc-text-warning", "noc-caps-lock");
        capsLockHint.setVisible(false);
        user.getStyleClass().add("noc-field");
        user.textProperty().bindBidirectional(model.userProperty());
        user.setOnAction(_ -> focusedPassword().requestFocus());
        message.textProperty().bind(model.messageProperty());
        message.visibleProperty().bind(model.messageProperty().isNotEmpty());
        message.managedProperty().bind(message.visibleProperty());
    }

    /// Listens while the page is shown; the fields are bound from the start, so that what was typed
    /// stands there.
    void open(Activation life) {
        life.add(model.chosenProperty().subscribe(server -> {
            title.setText(texts.of("login.sign-in-to", model.chosenHost()));
            where.setText(server);
        }));
        life.add(model.doorProperty().subscribe(card::show));
        life.atEnd(() -> {
            user.textProperty().unbindBidirectional(model.userProperty());
            password.textProperty().unbindBidirectional(model.passwordProperty());
            shownPassword.textProperty().unbindBidirectional(model.passwordProperty());
            message.textProperty().unbind();
            message.visibleProperty().unbind();
        });
        (model.userProperty().get().isEmpty() ? user : password).requestFocus();
    }

    void checkCapsLock() {
        capsLockHint.setVisible(focusedPassword().isFocused() && capsLock.getAsBoolean());
    }

    private TextField focusedPassword() {
        return shownPassword.isVisible() ? shownPassword : password;
    }

    private static Node field(String name, Node input, @Nullable Node hint) {
        Label label = new Label(name);
        label.getStyleClass().addAll("noc-muted", "noc-label");
        label.setLabelFor(input);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox head = new HBox(label, space);
        if (hint != null) {
            head.getChildren().add(hint);
        }
        return new VBox(4, head, input);
    }

    private Node passwordBox() {
        password.textProperty().bindBidirectional(model.passwordProperty());
        shownPassword.textProperty().bindBidirectional(model.passwordProperty());
        shownPassword.setVisible(false);
        ToggleButton eye = new ToggleButton("", new FontIcon("mdomz-visibility"));
        eye.getStyleClass().setAll("noc-icon-button");
        eye.setAccessibleText(texts.of("login.show-password"));
        Tooltip.install(eye, new Tooltip(texts.of("login.show-password")));
        eye.setOnAction(_ -> {
            shownPassword.setVisible(eye.isSelected());
            password.setVisible(!eye.isSelected());
            eye.setGraphic(new FontIcon(eye.isSelected() ? "mdomz-visibility_off" : "mdomz-visibility"));
        });
        for (TextField input : new TextField[] {password, shownPassword}) {
            input.getStyleClass().add("noc-field");
            input.setAccessibleText(texts.of("login.password"));
            input.setOnAction(_ -> model.signIn());
            input.focusedProperty().addListener(_ -> checkCapsLock());
            input.setOnKeyReleased(_ -> checkCapsLock());
        }
        StackPane box = new StackPane(password, shownPassword, eye);
        StackPane.setAlignment(eye, Pos.CENTER_RIGHT);
        return box;
    }

    private Node signInButton() {
        Label key = new Label("Enter");
        key.getStyleClass().add("noc-key");
        Button button = new Button(texts.of("login.sign-in"), key);
        button.setContentDisplay(ContentDisplay.RIGHT);
        button.getStyleClass().addAll("noc-button-primary", "noc-button-large");
        button.setMaxWidth(Double.MAX_VALUE);
        button.disableProperty().bind(model.canSignIn().not());
        button.setOnAction(_ -> model.signIn());
        return button;
    }
}
