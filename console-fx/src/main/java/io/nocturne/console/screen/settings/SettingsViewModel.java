package io.nocturne.console.screen.settings;

import io.nocturne.console.state.Monitored;
import io.nocturne.console.state.PreferenceStore;
import io.nocturne.console.text.Texts;
import java.util.List;

/// What the settings say of the console and its server; theme and language are chosen in
/// [io.nocturne.console.fx.Look].
///
/// **Threads** - confined to the JavaFX thread.
final class SettingsViewModel {

    private final Monitored link;
    private final PreferenceStore preferences;
    private final Texts texts;
    private final String version;

    SettingsViewModel(Monitored link, PreferenceStore preferences, Texts texts, String version) {
        this.link = link;
        this.preferences = preferences;
        this.texts = texts;
        this.version = version;
    }

    /// A name and what it is.
    record Fact(String name, String value) {}

    List<Fact> connection() {
        return List.of(
                new Fact(texts.of("settings.server"), link.server().url()),
                new Fact(texts.of("settings.tls"), link.tls().replace("TLSv", "TLS ")),
                new Fact(
                        texts.of("settings.fingerprint"),
                        String.join("\n", link.fingerprint().lines())),
                new Fact(texts.of("settings.user"), link.username()),
                new Fact(
                        texts.of("settings.server-version"),
                        link.status().map(status -> status.version()).orElse("?")));
    }

    List<Fact> console() {
        return List.of(
                new Fact(texts.of("settings.version"), version),
                new Fact(texts.of("settings.file"), preferences.file().toString()));
    }
}
