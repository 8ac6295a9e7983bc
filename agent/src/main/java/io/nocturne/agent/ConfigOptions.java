package io.nocturne.agent;

import io.nocturne.agent.config.AgentConfig;
import io.nocturne.agent.config.ConfigException;
import io.nocturne.agent.config.ConfigKey;
import io.nocturne.agent.config.ConfigSources;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options that stand for keys of agent.yml, made from the keys themselves, so that none can be
/// forgotten.
final class ConfigOptions {

    private static final String CONFIG = "--config";

    private ConfigOptions() {}

    static void addTo(CommandSpec command) {
        addTo(command, Map.of());
    }

    /// **Shape** - `aliases` gives further names, by flag.
    static void addTo(CommandSpec command, Map<String, String> aliases) {
        command.addOption(OptionSpec.builder(CONFIG)
                .paramLabel("FILE")
                .type(Path.class)
                .description("Read settings from this file (agent.yml).")
                .build());
        for (ConfigKey key : ConfigKey.values()) {
            String alias = aliases.get(key.flag());
            String[] names = alias == null ? new String[] {key.flag()} : new String[] {key.flag(), alias};
            boolean repeatable = key.isPlural();
            command.addOption(OptionSpec.builder(names)
                    .paramLabel(key.placeholder())
                    .type(repeatable ? List.class : String.class)
                    .auxiliaryTypes(String.class)
                    .description(key.description())
                    .build());
        }
        command.usageMessage()
                .footer(
                        "",
                        "Each of these is also a key of the file (--server-url is server_url) and",
                        "an environment variable (NOCTURNE_SERVER_URL). A flag counts over the",
                        "environment, the environment over the file.");
    }

    /// The configuration that a command line, the environment and the file named there make together.
    static AgentConfig resolve(ParseResult line, Map<String, String> environment, Path dataDir) throws ConfigException {
        Map<ConfigKey, String> flags = new EnumMap<>(ConfigKey.class);
        for (ConfigKey key : ConfigKey.values()) {
            if (key.isPlural()) {
                List<String> values = line.matchedOptionValue(key.flag(), List.of());
                if (!values.isEmpty()) {
                    flags.put(key, String.join(",", values));
                }
            } else {
                String text = line.matchedOptionValue(key.flag(), "");
                if (line.hasMatchedOption(key.flag())) {
                    flags.put(key, text);
                }
            }
        }
        Optional<Path> file = Optional.ofNullable(line.matchedOptionValue(CONFIG, null));
        return new ConfigSources(flags, environment, file).resolve(dataDir);
    }
}
