package io.nocturne.agent.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Says what is wrong with an agent.yml without running anything.
public final class ConfigCheck {

    private ConfigCheck() {}

    /// The problems of a file, one line each with file and line number; empty when it is fine.
    public static List<String> problems(Path file) {
        try {
            new ConfigSources(Map.of(), Map.of(), Optional.of(file)).resolve(Path.of("data"));
            return List.of();
        } catch (ConfigException e) {
            return e.problems();
        }
    }
}
