package io.nocturne.server.platform.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads `encryption` of `server.yml`; `NOCTURNE_ENCRYPTION_KEY_FILE` counts over its key.
///
/// **Errors** - [ConfigException] naming the key or the variable, or what is wrong in the key file.
final class EncryptionSection {

    static final Set<String> KEYS = Set.of("key_file");
    private static final String VARIABLE = "NOCTURNE_ENCRYPTION_KEY_FILE";

    private EncryptionSection() {}

    static EncryptionConfig read(String file, @Nullable Object section, Map<String, String> environment) {
        Map<?, ?> values = switch (section) {
            case null -> Map.of();
            case Map<?, ?> map -> map;
            default -> throw new ConfigException("%s: encryption must be a map of %s".formatted(file, KEYS));
        };
        for (Object key : values.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                throw new ConfigException("%s: unknown key 'encryption.%s', allowed are %s".formatted(file, key, KEYS));
            }
        }
        String given = environment.get(VARIABLE);
        if (given != null) {
            return keyFile(VARIABLE, given);
        }
        // The section without its key would leave in the clear what somebody wanted encrypted.
        return section == null
                ? EncryptionConfig.NONE
                : keyFile(file + ": encryption.key_file", values.get("key_file"));
    }

    private static EncryptionConfig keyFile(String source, @Nullable Object value) {
        if (!(value instanceof String name) || name.isBlank()) {
            throw new ConfigException(source + " must be the name of a file with keys");
        }
        try {
            Path path = Path.of(name);
            KeyFile.read(path);
            return new EncryptionConfig(path);
        } catch (InvalidPathException e) {
            throw new ConfigException("%s '%s' is not the name of a file (%s)".formatted(source, name, e.getReason()));
        } catch (ConfigException e) {
            throw new ConfigException(source + ": " + e.getMessage());
        }
    }
}
