package io.nocturne.console;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Where the console keeps preferences and pinned certificates, as each system wants it.
final class ConfigFolder {

    private ConfigFolder() {}

    static Path of(String osName, Map<String, String> environment, Path home) {
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.contains("win")) {
            String roaming = environment.get("APPDATA");
            Path base = roaming == null || roaming.isBlank() ? home.resolve("AppData/Roaming") : Path.of(roaming);
            return base.resolve("Nocturne").resolve("console");
        }
        if (os.contains("mac")) {
            return home.resolve("Library/Application Support/Nocturne/console");
        }
        String xdg = environment.get("XDG_CONFIG_HOME");
        // The XDG specification: a relative path is ignored.
        boolean given = xdg != null && Path.of(xdg).isAbsolute();
        return (given ? Path.of(xdg) : home.resolve(".config"))
                .resolve("nocturne")
                .resolve("console");
    }
}
