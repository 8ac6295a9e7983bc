package io.nocturne.console.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.console.theme.FxThread;
import io.nocturne.console.theme.Pictures;
import io.nocturne.console.theme.Theme;
import java.time.Instant;
import java.util.Locale;
import javafx.scene.Parent;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;

class GalleryTest {

    private static final Instant CROSSHAIR = Instant.parse("2026-11-22T04:42:36Z");

    @Test
    void drawsAPageInBothThemesAndLanguages() {
        FxThread.run(() -> {
            Pictures.keep(draw(new Gallery(Locale.ENGLISH, CROSSHAIR, null), Theme.DARK), "page-dark-en");
            Pictures.keep(draw(new Gallery(Locale.KOREAN, null, null), Theme.LIGHT), "page-light-ko");
            Instant stale = Samples.NOW.minusSeconds(9 * 60);
            Pictures.keep(draw(new Gallery(Locale.KOREAN, null, stale), Theme.DARK), "page-stale-ko");
        });
    }

    @Test
    void changesItsThemeWhileItShows() {
        FxThread.run(() -> {
            Parent page = new Gallery(Locale.ENGLISH, CROSSHAIR, null).page();
            Color dark = corner(Pictures.draw(page, 1440, 900, Theme.DARK));
            Color light = corner(Pictures.draw(page, 1440, 900, Theme.LIGHT));

            assertThat(dark.getBrightness()).isLessThan(0.2);
            assertThat(light.getBrightness()).isGreaterThan(0.9);
        });
    }

    private static WritableImage draw(Gallery gallery, Theme theme) {
        return Pictures.draw(gallery.page(), 1440, 900, theme);
    }

    private static Color corner(WritableImage image) {
        return image.getPixelReader().getColor(5, 400);
    }
}
