package io.nocturne.agent.config;

import io.nocturne.agent.config.Setting.Origin;
import io.nocturne.agent.config.Setting.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where settings come from: a flag counts over the environment, the environment over the file, the file
/// over the default.
///
/// **Errors** - [ConfigException] with every problem of every source, used or overridden: a wrong line is
/// wrong.
/// **Threads** - immutable.
public record ConfigSources(Map<ConfigKey, String> flags, Map<String, String> environment, Optional<Path> file) {

    public ConfigSources {
        flags = Map.copyOf(flags);
        environment = Map.copyOf(environment);
    }

    /// Puts the sources over each other and validates the result. `defaultDataDir` is what the launcher
    /// decided.
    public AgentConfig resolve(Path defaultDataDir) throws ConfigException {
        ConfigReader reader = new ConfigReader(defaultDataDir);
        List<Problem> problems = new ArrayList<>();
        List<Setting> settings = new ArrayList<>();
        file.map(ConfigFile::read).ifPresent(read -> {
            problems.addAll(read.problems());
            settings.addAll(read.settings());
        });
        settings.addAll(environmentSettings());
        flags.forEach((key, text) -> settings.add(Setting.of(key, text, new Origin(Source.FLAG, 0, key.flag()))));

        Map<ConfigKey, Setting> effective = new EnumMap<>(ConfigKey.class);
        for (Setting setting : settings) {
            reader.check(setting).ifPresent(problems::add);
            effective.put(setting.key(), setting);
            otherToken(setting.key()).ifPresent(effective::remove);
        }
        problems.addAll(bothTokens(settings));
        if (!problems.isEmpty()) {
            throw new ConfigException(
                    problems.stream().sorted().map(Problem::line).toList());
        }
        return reader.read(effective);
    }

    /// Two places for the token in one source: which one counts would be a guess.
    private static List<Problem> bothTokens(List<Setting> settings) {
        List<Problem> problems = new ArrayList<>();
        Map<Source, ConfigKey> first = new EnumMap<>(Source.class);
        for (Setting setting : settings) {
            ConfigKey key = setting.key();
            if (key == ConfigKey.ENROLLMENT_TOKEN || key == ConfigKey.ENROLLMENT_TOKEN_FILE) {
                ConfigKey other = first.putIfAbsent(setting.origin().source(), key);
                if (other != null && other != key) {
                    problems.add(new Problem(
                            setting.origin(),
                            "%s and %s are both given; one is allowed".formatted(other.key(), key.key())));
                }
            }
        }
        return problems;
    }

    /// What a token of a later source replaces: the file with the token, too.
    private static Optional<ConfigKey> otherToken(ConfigKey key) {
        return switch (key) {
            case ENROLLMENT_TOKEN -> Optional.of(ConfigKey.ENROLLMENT_TOKEN_FILE);
            case ENROLLMENT_TOKEN_FILE -> Optional.of(ConfigKey.ENROLLMENT_TOKEN);
            default -> Optional.empty();
        };
    }

    private List<Setting> environmentSettings() {
        List<Setting> settings = new ArrayList<>();
        for (ConfigKey key : ConfigKey.values()) {
            String text = environment.get(key.environmentVariable());
            // An empty variable is how a service manager says "not set".
            if (text != null && !text.isEmpty()) {
                settings.add(Setting.of(key, text, new Origin(Source.ENVIRONMENT, 0, key.environmentVariable())));
            }
        }
        return settings;
    }
}
