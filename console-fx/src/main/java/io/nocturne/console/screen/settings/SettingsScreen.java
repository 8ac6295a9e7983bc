package io.nocturne.console.screen.settings;

import io.nocturne.console.fx.Look;
import io.nocturne.console.fx.Screen;
import io.nocturne.console.state.Monitored;
import io.nocturne.console.state.PreferenceStore;
import io.nocturne.console.text.Texts;
import java.util.Optional;
import javafx.scene.Node;

/// Language, theme, and what this console is connected to.
///
/// **Threads** - confined to the JavaFX thread.
public final class SettingsScreen implements Screen {

    public static final String ID = "settings";

    private final SettingsViewModel model;
    private final Texts texts;
    private final Look look;

    public SettingsScreen(Monitored link, PreferenceStore preferences, Texts texts, Look look, String version) {
        this.model = new SettingsViewModel(link, preferences, texts, version);
        this.texts = texts;
        this.look = look;
    }

    @Override
    public String title() {
        return texts.of("settings.title");
    }

    @Override
    public Optional<String> crumb() {
        return Optional.empty();
    }

    @Override
    public Node node() {
        return new SettingsView(model, texts, look);
    }
}
