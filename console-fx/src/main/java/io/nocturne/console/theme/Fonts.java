package io.nocturne.console.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;

/// Noto Sans KR as it is bundled: one look on every system, Korean everywhere, digits of equal width.
///
/// JavaFX maps weights 500 and 600 to Regular, so Medium is addressed as a family of its own.
///
/// **Errors** - [UncheckedIOException] when a bundled font is missing or unreadable.
/// **Threads** - any; fonts are registered once for the process.
public final class Fonts {

    /// Family of Regular and Bold.
    public static final String FAMILY = "Noto Sans KR";

    /// Family of Medium.
    public static final String MEDIUM_FAMILY = "Noto Sans KR Medium";

    private static final List<String> FILES =
            List.of("NotoSansKR-Regular.ttf", "NotoSansKR-Medium.ttf", "NotoSansKR-Bold.ttf");

    private static final AtomicBoolean LOADED = new AtomicBoolean();

    private Fonts() {}

    /// Registers the bundled fonts; further calls do nothing.
    public static void load() {
        if (LOADED.compareAndSet(false, true)) {
            FILES.forEach(Fonts::register);
        }
    }

    public static Font regular(double size) {
        load();
        return Font.font(FAMILY, FontWeight.NORMAL, size);
    }

    public static Font medium(double size) {
        load();
        return Font.font(MEDIUM_FAMILY, FontWeight.NORMAL, size);
    }

    public static Font bold(double size) {
        load();
        return Font.font(FAMILY, FontWeight.BOLD, size);
    }

    private static void register(String file) {
        try (InputStream bytes = Fonts.class.getResourceAsStream("fonts/" + file)) {
            if (bytes == null || Font.loadFont(bytes, 13) == null) {
                throw new IOException("bundled font " + file + " cannot be read");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
