package io.nocturne.console.screen.hosts;

import io.nocturne.console.fx.Navigator;
import io.nocturne.console.fx.Screen;
import io.nocturne.console.fx.SharedView;
import io.nocturne.console.fx.UiThread;
import io.nocturne.console.state.Monitored;
import io.nocturne.console.text.Texts;
import java.util.Optional;
import javafx.scene.Node;

/// The list of all hosts.
///
/// **Threads** - confined to the JavaFX thread.
public final class HostsScreen implements Screen {

    public static final String ID = "hosts";

    private final HostsViewModel model;
    private final Texts texts;

    public HostsScreen(Monitored link, Texts texts, UiThread ui, SharedView shared, Navigator navigator) {
        this.texts = texts;
        this.model = new HostsViewModel(link, texts, ui, shared, navigator);
    }

    @Override
    public String title() {
        return texts.of("hosts.title");
    }

    @Override
    public Optional<String> crumb() {
        return Optional.empty();
    }

    @Override
    public Node node() {
        return new HostsView(model, texts);
    }
}
