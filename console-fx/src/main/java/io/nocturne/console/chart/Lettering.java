package io.nocturne.console.chart;

import io.nocturne.console.theme.Fonts;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/// The fonts of text on a canvas, and how wide a text gets in them.
///
/// **Threads** - confined to the JavaFX thread.
final class Lettering {

    static final Font AXIS = Fonts.regular(11);
    static final Font STRONG = Fonts.bold(11);

    private Lettering() {}

    static double width(String text, Font font) {
        Text measured = new Text(text);
        measured.setFont(font);
        return Math.ceil(measured.getLayoutBounds().getWidth());
    }
}
