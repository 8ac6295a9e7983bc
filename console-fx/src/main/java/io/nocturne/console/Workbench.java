package io.nocturne.console;

import io.nocturne.console.fx.Look;
import io.nocturne.console.fx.UiThread;
import io.nocturne.console.screen.login.LoginScreen;
import io.nocturne.console.shell.Shell;
import io.nocturne.console.state.Fleet;
import io.nocturne.console.state.LinkState;
import io.nocturne.console.state.Monitored;
import io.nocturne.console.state.PreferenceStore;
import io.nocturne.console.state.ServerLink;
import io.nocturne.console.theme.Appearance;
import io.nocturne.model.fleet.HostState;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.BiFunction;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// The content of the window: the sign-in page, or the shell of the server that is signed in to.
/// Language and theme change under the operator's hands: the page is built anew in the same place.
///
/// **Threads** - confined to the JavaFX thread.
final class Workbench {

    private static final String SHEET = Objects.requireNonNull(
                    Workbench.class.getResource("shell/shell.css"), "the shell's style sheet is in the program")
            .toExternalForm();

    private final Scene scene;
    private final StackPane root = new StackPane();
    private final Look look;
    private final PreferenceStore preferences;
    private final InstantSource clock;
    private final LoginScreen login;
    private final BiFunction<Monitored, Runnable, Shell> shells;
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper(this, "title", "Nocturne");
    private @Nullable Shell shell;
    private @Nullable ServerLink link;

    /// `logins` makes the sign-in page, which calls this workbench when somebody came in or a session
    /// ended.
    Workbench(
            double width,
            double height,
            Look look,
            PreferenceStore preferences,
            InstantSource clock,
            UiThread ui,
            BiFunction<Workbench, UiThread, LoginScreen> logins,
            BiFunction<Monitored, Runnable, Shell> shells) {
        this.look = look;
        this.preferences = preferences;
        this.clock = clock;
        this.shells = shells;
        this.scene = new Scene(root, width, height);
        scene.getStylesheets().add(SHEET);
        this.login = logins.apply(this, ui);
        look.choiceProperty().addListener(_ -> dress());
        look.languageProperty().addListener(_ -> build());
        build();
    }

    Scene scene() {
        return scene;
    }

    /// The window's title.
    ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /// The shell that is shown, or null on the sign-in page.
    @Nullable
    Shell shell() {
        return shell;
    }

    /// Somebody signed in.
    void opened(ServerLink opened) {
        link = opened;
        shell = shells.apply(opened, this::signedOut);
        build();
    }

    /// The session is over: back to the sign-in page, with the reason.
    void sessionEnded(String code) {
        leave();
        login.sessionEnded(code);
        build();
    }

    /// The operator signed out.
    void signedOut() {
        leave();
        build();
    }

    /// Ends what is open, when the window closes.
    void leave() {
        Shell old = shell;
        ServerLink oldLink = link;
        shell = null;
        link = null;
        if (old != null) {
            old.dispose();
        }
        if (oldLink != null) {
            remember(oldLink);
            oldLink.close();
        }
    }

    void notice(String what) {
        if (shell != null) {
            shell.notice(what);
        }
    }

    private void build() {
        Shell now = shell;
        title.unbind();
        if (now == null) {
            title.set("Nocturne");
            root.getChildren().setAll(login.node());
        } else {
            Parent built = now.build();
            title.bind(now.windowTitle());
            root.getChildren().setAll(built);
        }
        dress();
    }

    private void dress() {
        Appearance.apply(scene, look.theme());
    }

    /// How the server was when it was last seen, for the list on the sign-in page.
    private void remember(ServerLink seen) {
        LinkState state = seen.link();
        Fleet fleet = seen.fleet().snapshot();
        int reporting = fleet.count(HostState.REPORTING, seen.serverNow());
        preferences.change(now -> now.withServer(
                seen.server(),
                server -> state.isStale() && state.fault() != null
                        ? server.failed(clock.instant(), state.fault())
                        : server.seen(clock.instant(), reporting, fleet.hosts().size())));
    }
}
