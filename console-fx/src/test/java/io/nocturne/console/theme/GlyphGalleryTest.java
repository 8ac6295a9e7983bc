package io.nocturne.console.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;

class GlyphGalleryTest {

    @Test
    void keepsShapesApartWithoutColor() {
        FxThread.run(() -> {
            Set<String> shapes = new HashSet<>();
            for (GlyphState state : GlyphState.values()) {
                GlyphPaths paths = GlyphPaths.of(state);
                shapes.add(paths.shape() + paths.mark());
            }

            // Stale and resolved, pending and owned share an outline but not the mark; dashes tell the rest.
            assertThat(shapes).hasSize(GlyphState.values().length);
        });
    }

    @Test
    void drawsEveryStateInItsBox() {
        FxThread.run(() -> {
            for (Theme theme : Theme.values()) {
                VBox rows = new VBox(16, new HBox(16, new Logo(64), new Logo(28)), row(56), row(28), row(14));
                rows.getStyleClass().addAll("noc-pad-16", "noc-panel");
                WritableImage image = Pictures.draw(rows, 760, 260, theme);
                Pictures.keep(image, "glyphs-" + (theme == Theme.DARK ? "dark" : "light"));
                StateGlyph glyph = (StateGlyph) rows.lookup(".noc-glyph-critical");

                assertThat(glyph.getWidth()).isEqualTo(glyph.size());
                assertThat(glyph.getBoundsInLocal().getWidth()).isLessThanOrEqualTo(glyph.size() + 1);
            }
        });
    }

    private static HBox row(double size) {
        HBox row = new HBox(12);
        for (GlyphState state : GlyphState.values()) {
            row.getChildren().add(new StateGlyph(state, size));
        }
        Label hatch = new Label(" ");
        hatch.getStyleClass().add("noc-hatch");
        hatch.setMinSize(80, size);
        row.getChildren().add(hatch);
        return row;
    }
}
