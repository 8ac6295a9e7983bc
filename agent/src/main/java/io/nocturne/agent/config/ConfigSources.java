package io.nocturne.agent.config;

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
        List<String> problems = new ArrayList<>();
        List<Setting> settings = new ArrayList<>();
        file.map(ConfigFile::read).ifPresent(read -> {
            problems.addAll(read.problems());
            settings.addAll(read.settings());
        });
        settings.addAll(environmentSettings());
        flags.forEach((key, text) -> settings.add(Setting.of(key, text, key.flag())));

        Map<ConfigKey, Setting> effective = new EnumMap<>(ConfigKey.class);
        for (Setting setting : settings) {
            reader.check(setting).ifPresent(problems::add);
            effective.put(setting.key(), setting);
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return reader.read(effective);
    }

    private List<Setting> environmentSettings() {
        List<Setting> settings = new ArrayList<>();
        for (ConfigKey key : ConfigKey.values()) {
            String text = environment.get(key.environmentVariable());
            // An empty variable is how a service manager says "not set".
            if (text != null && !text.isEmpty()) {
                settings.add(Setting.of(key, text, key.environmentVariable()));
            }
        }
        return settings;
    }
}
