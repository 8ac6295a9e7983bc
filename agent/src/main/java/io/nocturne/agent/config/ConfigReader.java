package io.nocturne.agent.config;

import io.nocturne.agent.buffer.RingLimits;
import io.nocturne.agent.collect.DeviceFilter;
import io.nocturne.agent.collect.Selection;
import io.nocturne.agent.config.Setting.Entries;
import io.nocturne.agent.config.Setting.Items;
import io.nocturne.agent.config.Setting.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Turns what was written into what is meant.
///
/// **Errors** - [#check] gives the line for the operator; [#read] expects settings that passed it.
/// **Threads** - immutable.
final class ConfigReader {

    private static final long MEBIBYTE = 1 << 20;

    private final Path defaultDataDir;

    ConfigReader(Path defaultDataDir) {
        this.defaultDataDir = defaultDataDir;
    }

    /// What is wrong with a setting; empty when it is fine.
    Optional<Problem> check(Setting setting) {
        try {
            parse(setting);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            ConfigKey key = setting.key();
            String detail = "%s must be %s (%s)".formatted(key.key(), key.allowed(), String.valueOf(e.getMessage()));
            return Optional.of(new Problem(setting.origin(), detail));
        }
    }

    AgentConfig read(Map<ConfigKey, Setting> settings) {
        Values values = new Values(settings);
        Path dataDir = values.path(ConfigKey.DATA_DIR).orElse(defaultDataDir);
        Path stateDir = values.path(ConfigKey.STATE_DIR).orElse(dataDir.resolve("agent"));
        return new AgentConfig(
                Duration.ofSeconds(values.number(ConfigKey.INTERVAL)),
                values.value(ConfigKey.SERVER_URL, ConfigText::server),
                values.text(ConfigKey.PROXY, ConfigText::proxy),
                values.number(ConfigKey.RETRY_ATTEMPTS),
                new RingLimits(
                        values.path(ConfigKey.BUFFER_DIR).orElse(stateDir.resolve(RingLimits.FOLDER)),
                        values.number(ConfigKey.BUFFER_MAX_MEGABYTES) * MEBIBYTE,
                        Duration.ofHours(values.number(ConfigKey.BUFFER_MAX_AGE_HOURS)),
                        values.number(ConfigKey.BUFFER_SIZE)),
                values.path(ConfigKey.CA_FILE),
                values.text(ConfigKey.CA_FINGERPRINT, ConfigText::fingerprint),
                values.text(ConfigKey.ENROLLMENT_TOKEN, ConfigText::token),
                values.path(ConfigKey.ENROLLMENT_TOKEN_FILE),
                dataDir,
                stateDir,
                values.tags(),
                values.text(ConfigKey.HOST_NAME, ConfigText::name),
                new Selection(
                        values.filter(ConfigKey.FILESYSTEMS_INCLUDE, ConfigKey.FILESYSTEMS_EXCLUDE),
                        values.filter(ConfigKey.DISKS_INCLUDE, ConfigKey.DISKS_EXCLUDE),
                        values.filter(ConfigKey.INTERFACES_INCLUDE, ConfigKey.INTERFACES_EXCLUDE),
                        values.number(ConfigKey.TOP_PROCESSES)),
                values.value(ConfigKey.LOG_LEVEL, ConfigText::logLevel));
    }

    private static void parse(Setting setting) {
        switch (setting.value()) {
            case Text text -> parse(setting.key(), text.text());
            case Items items -> ConfigText.globs(items.items());
            case Entries entries -> ConfigText.tags(entries.entries());
        }
    }

    private static Object parse(ConfigKey key, String text) {
        return switch (key) {
            case INTERVAL, RETRY_ATTEMPTS, BUFFER_SIZE, BUFFER_MAX_MEGABYTES, BUFFER_MAX_AGE_HOURS, TOP_PROCESSES ->
                ConfigText.number(text, key.range().orElseThrow());
            case SERVER_URL -> ConfigText.server(text);
            case PROXY -> ConfigText.proxy(text);
            case CA_FINGERPRINT -> ConfigText.fingerprint(text);
            case CA_FILE, ENROLLMENT_TOKEN_FILE, DATA_DIR, STATE_DIR, BUFFER_DIR -> ConfigText.path(text);
            case ENROLLMENT_TOKEN -> ConfigText.token(text);
            case HOST_NAME -> ConfigText.name(text);
            case TAGS -> ConfigText.tags(text);
            case FILESYSTEMS_INCLUDE,
                    FILESYSTEMS_EXCLUDE,
                    DISKS_INCLUDE,
                    DISKS_EXCLUDE,
                    INTERFACES_INCLUDE,
                    INTERFACES_EXCLUDE -> ConfigText.globs(text);
            case LOG_LEVEL -> ConfigText.logLevel(text);
        };
    }

    /// The settings by key.
    private record Values(Map<ConfigKey, Setting> settings) {

        <T> Optional<T> text(ConfigKey key, Function<String, T> meaning) {
            return find(key) instanceof Text text ? Optional.of(meaning.apply(text.text())) : Optional.empty();
        }

        /// The value, or what counts where nothing is said.
        <T> T value(ConfigKey key, Function<String, T> meaning) {
            return text(key, meaning)
                    .orElseGet(() -> meaning.apply(key.fallback().orElseThrow()));
        }

        int number(ConfigKey key) {
            return value(key, digits -> Integer.parseInt(digits.strip()));
        }

        Optional<Path> path(ConfigKey key) {
            return text(key, ConfigText::path);
        }

        Map<String, String> tags() {
            return switch (find(ConfigKey.TAGS)) {
                case Text text -> ConfigText.tags(text.text());
                case Entries entries -> entries.entries();
                case Items _ -> Map.of();
                case null -> Map.of();
            };
        }

        DeviceFilter filter(ConfigKey include, ConfigKey exclude) {
            return new DeviceFilter(globs(include), globs(exclude));
        }

        private List<String> globs(ConfigKey key) {
            return switch (find(key)) {
                case Text text -> ConfigText.globs(text.text());
                case Items items -> items.items();
                case Entries _ -> List.of();
                case null -> List.of();
            };
        }

        private Setting.@Nullable Value find(ConfigKey key) {
            Setting setting = settings.get(key);
            return setting == null ? null : setting.value();
        }
    }
}
