package io.nocturne.console.screen.login;

import io.nocturne.console.fx.Activation;
import io.nocturne.console.fx.Look;
import io.nocturne.console.fx.UiThread;
import io.nocturne.console.text.Texts;
import io.nocturne.console.theme.Logo;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// The sign-in page: servers at the left, the form at the right, the state of the chosen server below.
final class LoginView extends BorderPane {

    private static final Duration CLOCK_TICK = Duration.ofSeconds(1);
    private static final double LOGO_SIZE = 48;

    private final Label door = new Label("", new FontIcon("mdoal-link"));
    private final Label clock = new Label();

    LoginView(LoginViewModel model, Texts texts, Look look, UiThread ui, BooleanSupplier capsLock, InstantSource now) {
        getStyleClass().add("noc-login");
        LoginFormView form = new LoginFormView(model, texts, capsLock);
        setCenter(left(model, texts, look));
        setRight(form);
        setBottom(statusBar(texts, now));
        Activation.whileShown(this, life -> {
            life.add(model.doorProperty().subscribe(face -> door.setText(face.line())));
            life.add(ui.every(CLOCK_TICK, () -> {
                clock.setText(texts.clock(now.instant()));
                form.checkCapsLock();
            }));
            form.open(life);
        });
    }

    private static Node left(LoginViewModel model, Texts texts, Look look) {
        Label name = new Label("Nocturne");
        name.getStyleClass().add("noc-login-name");
        HBox head = new HBox(new Logo(LOGO_SIZE), name);
        head.getStyleClass().add("noc-login-brand");
        VBox column = new VBox(head, new ServerListView(model, texts), new LookSwitches(texts, look));
        column.getStyleClass().add("noc-login-left");
        column.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        StackPane middle = new StackPane(column);
        middle.setAlignment(Pos.CENTER);
        return middle;
    }

    private Node statusBar(Texts texts, InstantSource now) {
        Label version = new Label(texts.of("login.version", version()));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Label zone = new Label(texts.zoneName(now.instant()));
        clock.setText(texts.clock(now.instant()));
        clock.getStyleClass().addAll("noc-strong", "noc-medium");
        HBox bar = new HBox(version, door, space, zone, clock);
        bar.getStyleClass().add("noc-statusbar");
        return bar;
    }

    private static String version() {
        String version = LoginView.class.getPackage().getImplementationVersion();
        return version == null ? "" : version;
    }
}
