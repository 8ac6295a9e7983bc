package io.nocturne.console.state;

import io.nocturne.model.json.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Keeps the preferences in one JSON file.
///
/// A file that cannot be read or written is logged and costs the operator nothing but the memory.
///
/// **Threads** - safe; guarded by `this`.
public final class PreferenceStore {

    private static final Logger LOG = LoggerFactory.getLogger(PreferenceStore.class);

    private final Path file;
    private final JsonMapper json = WireJson.mapper();
    private Preferences current;

    public PreferenceStore(Path file) {
        this.file = file;
        this.current = read();
    }

    /// Where they are kept.
    public Path file() {
        return file;
    }

    public synchronized Preferences current() {
        return current;
    }

    public synchronized void change(UnaryOperator<Preferences> change) {
        Preferences changed = change.apply(current);
        if (changed.equals(current)) {
            return;
        }
        current = changed;
        write(changed);
    }

    private Preferences read() {
        if (!Files.exists(file)) {
            return Preferences.NONE;
        }
        try {
            return json.readValue(Files.readAllBytes(file), Preferences.class);
        } catch (IOException | JacksonException e) {
            LOG.warn("preferences in {} cannot be read, starting without: {}", file, e.getMessage());
            return Preferences.NONE;
        }
    }

    private void write(Preferences preferences) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, "preferences", ".tmp");
            Files.write(fresh, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(preferences));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("preferences cannot be kept in {}: {}", file, e.getMessage());
        }
    }
}
