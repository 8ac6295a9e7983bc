package io.nocturne.console.theme;

import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.Parent;
import javafx.scene.Scene;

/// Dresses a scene in a theme, and in another one while it shows.
///
/// Sheets belong to the scene and not to the application, so that two windows can differ. Popups take their owner's
/// sheets when they show.
///
/// **Threads** - confined to the JavaFX thread.
public final class Appearance {

    private static final String COMPONENTS = sheet("nocturne.css");

    private Appearance() {}

    /// Puts `theme` on the scene in place of the one it had; the base font is 13 px.
    public static void apply(Scene scene, Theme theme) {
        Fonts.load();
        scene.setUserAgentStylesheet(theme.controls());
        List<String> others =
                scene.getStylesheets().stream().filter(sheet -> !isOurs(sheet)).toList();
        scene.getStylesheets().setAll(sheet(theme.tokens()), COMPONENTS);
        scene.getStylesheets().addAll(others);
        Parent root = scene.getRoot();
        root.getStyleClass()
                .removeAll(Arrays.stream(Theme.values()).map(Theme::styleClass).toList());
        root.getStyleClass().add(theme.styleClass());
    }

    /// The theme that the scene wears, or empty before the first [#apply].
    public static Optional<Theme> of(Scene scene) {
        return Arrays.stream(Theme.values())
                .filter(theme -> scene.getStylesheets().contains(sheet(theme.tokens())))
                .findFirst();
    }

    private static boolean isOurs(String sheet) {
        return sheet.equals(COMPONENTS)
                || Arrays.stream(Theme.values()).anyMatch(theme -> sheet.equals(sheet(theme.tokens())));
    }

    private static String sheet(String name) {
        URL url = Appearance.class.getResource(name);
        return Objects.requireNonNull(url, () -> "style sheet " + name + " is not in the program")
                .toExternalForm();
    }
}
