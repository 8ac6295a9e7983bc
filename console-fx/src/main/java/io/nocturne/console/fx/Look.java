package io.nocturne.console.fx;

import io.nocturne.console.state.PreferenceStore;
import io.nocturne.console.text.Language;
import io.nocturne.console.text.Texts;
import io.nocturne.console.theme.Theme;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// Theme and language as the operator chose them; what is chosen is remembered.
///
/// **Threads** - confined to the JavaFX thread.
public final class Look {

    private final Texts texts;
    private final Supplier<Theme> system;
    private final ObjectProperty<Choice> choice;

    /// `system` tells the operating system's theme.
    public Look(Texts texts, Choice first, Supplier<Theme> system, PreferenceStore preferences) {
        this.texts = texts;
        this.system = system;
        this.choice = new SimpleObjectProperty<>(this, "choice", first);
        choice.addListener(_ -> preferences.change(now -> now.withTheme(code(choice.get()))));
        texts.languageProperty()
                .addListener(_ -> preferences.change(
                        now -> now.withLanguage(texts.language().code())));
    }

    public ObjectProperty<Choice> choiceProperty() {
        return choice;
    }

    public ObjectProperty<Language> languageProperty() {
        return texts.languageProperty();
    }

    /// The theme that the choice comes to now.
    public Theme theme() {
        return switch (Objects.requireNonNull(choice.get())) {
            case DARK -> Theme.DARK;
            case LIGHT -> Theme.LIGHT;
            case SYSTEM -> system.get();
        };
    }

    /// What a choice is called.
    public static String name(Choice choice, Texts texts) {
        return switch (choice) {
            case DARK -> texts.of("theme.dark");
            case LIGHT -> texts.of("theme.light");
            case SYSTEM -> texts.of("theme.system");
        };
    }

    private static String code(Choice choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    /// What the operator can choose.
    public enum Choice {
        DARK,
        LIGHT,
        /// As the operating system has it.
        SYSTEM
    }
}
