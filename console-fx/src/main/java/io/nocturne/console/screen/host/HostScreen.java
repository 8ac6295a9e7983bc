package io.nocturne.console.screen.host;

import io.nocturne.console.fx.Navigator;
import io.nocturne.console.fx.Screen;
import io.nocturne.console.fx.SharedView;
import io.nocturne.console.fx.UiThread;
import io.nocturne.console.state.Monitored;
import io.nocturne.console.text.Texts;
import java.util.Optional;
import javafx.scene.Node;

/// The screen of one host.
///
/// **Threads** - confined to the JavaFX thread.
public final class HostScreen implements Screen {

    public static final String ID = "host";

    private final HostViewModel model;
    private final Texts texts;

    public HostScreen(Monitored link, Texts texts, UiThread ui, SharedView shared, Navigator navigator) {
        this.texts = texts;
        this.model = new HostViewModel(link, texts, ui, shared, navigator);
    }

    @Override
    public void show(String argument) {
        model.show(argument);
    }

    @Override
    public String title() {
        return texts.of("hosts.title");
    }

    @Override
    public Optional<String> crumb() {
        return Optional.of(model.name());
    }

    @Override
    public Node node() {
        return new HostView(model, texts);
    }

    @Override
    public boolean escape() {
        model.back();
        return true;
    }
}
