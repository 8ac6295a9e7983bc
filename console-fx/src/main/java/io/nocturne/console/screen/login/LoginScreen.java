package io.nocturne.console.screen.login;

import io.nocturne.console.fx.Look;
import io.nocturne.console.fx.Screen;
import io.nocturne.console.fx.UiThread;
import io.nocturne.console.net.ServerAddress;
import io.nocturne.console.state.Gate;
import io.nocturne.console.state.PreferenceStore;
import io.nocturne.console.state.ServerLink;
import io.nocturne.console.text.Texts;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.scene.Node;

/// The sign-in page.
///
/// **Threads** - confined to the JavaFX thread.
public final class LoginScreen implements Screen {

    private final LoginViewModel model;
    private final Texts texts;
    private final Look look;
    private final UiThread ui;
    private final BooleanSupplier capsLock;
    private final InstantSource clock;

    /// `capsLock` tells whether Caps Lock is on.
    public LoginScreen(LoginTerms terms, Gate gate, PreferenceStore preferences, Texts texts, Look look, UiThread ui) {
        this.texts = texts;
        this.look = look;
        this.ui = ui;
        this.capsLock = terms.capsLock();
        this.clock = terms.clock();
        this.model = new LoginViewModel(
                terms.server(),
                terms.user(),
                gate,
                preferences,
                texts,
                ui,
                terms.clock(),
                terms.onOpened(),
                terms.whenOver());
    }

    /// What the page starts from and whom it tells.
    ///
    /// **Shape** - `onOpened` gets the link, on the JavaFX thread; `whenOver` hears from any thread why the
    /// server later ended the session.
    public record LoginTerms(
            ServerAddress server,
            Optional<String> user,
            BooleanSupplier capsLock,
            InstantSource clock,
            Consumer<ServerLink> onOpened,
            Consumer<String> whenOver) {}

    /// Says why the session before ended, and looks at the server again.
    public void sessionEnded(String code) {
        model.sessionEnded(code);
    }

    @Override
    public String title() {
        return texts.of("login.title", model.chosenHost());
    }

    @Override
    public Optional<String> crumb() {
        return Optional.empty();
    }

    @Override
    public Node node() {
        model.listServers();
        model.lookAgain();
        return new LoginView(model, texts, look, ui, capsLock, clock);
    }
}
