package io.nocturne.console;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether there is a display to open a window on.
final class Display {

    private Display() {}

    /// Windows and macOS have one; elsewhere X11 or Wayland says so. A glass platform that was asked for
    /// needs none.
    static boolean isThere(String osName, Map<String, String> environment, @Nullable String glassPlatform) {
        String os = osName.toLowerCase(Locale.ROOT);
        boolean desktop = os.contains("win") || os.contains("mac");
        return desktop
                || glassPlatform != null
                || isSet(environment, "DISPLAY")
                || isSet(environment, "WAYLAND_DISPLAY");
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value != null && !value.isBlank();
    }
}
