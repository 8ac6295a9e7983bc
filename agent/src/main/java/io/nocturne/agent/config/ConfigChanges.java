package io.nocturne.agent.config;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What another configuration changes in a running agent, by the keys of agent.yml.
///
/// **Shape** - `applied` count at once, of these `atEnrollment` only for the agent: the server hears them when
/// the host is enrolled. `kept` need a new start.
/// **Threads** - immutable.
public record ConfigChanges(Set<ConfigKey> applied, Set<ConfigKey> atEnrollment, Set<ConfigKey> kept) {

    public ConfigChanges {
        applied = Set.copyOf(applied);
        atEnrollment = Set.copyOf(atEnrollment);
        kept = Set.copyOf(kept);
    }

    /// What is different in `next`.
    public static ConfigChanges between(AgentConfig present, AgentConfig next) {
        Set<ConfigKey> applied = EnumSet.noneOf(ConfigKey.class);
        Set<ConfigKey> atEnrollment = EnumSet.noneOf(ConfigKey.class);
        Set<ConfigKey> kept = EnumSet.noneOf(ConfigKey.class);
        for (ConfigKey key : ConfigKey.values()) {
            Function<AgentConfig, Object> part = part(key);
            if (!Objects.equals(part.apply(present), part.apply(next))) {
                switch (key) {
                    case DATA_DIR, STATE_DIR, BUFFER_DIR -> kept.add(key);
                    case TAGS, HOST_NAME -> atEnrollment.add(key);
                    default -> applied.add(key);
                }
            }
        }
        return new ConfigChanges(applied, atEnrollment, kept);
    }

    public boolean isEmpty() {
        return applied.isEmpty() && atEnrollment.isEmpty() && kept.isEmpty();
    }

    /// Keys as the operator writes them, in their usual order.
    public static String names(Set<ConfigKey> keys) {
        return keys.stream().sorted().map(ConfigKey::key).collect(Collectors.joining(", "));
    }

    private static Function<AgentConfig, Object> part(ConfigKey key) {
        return switch (key) {
            case INTERVAL -> AgentConfig::interval;
            case SERVER_URL -> AgentConfig::serverUrl;
            case PROXY -> AgentConfig::proxy;
            case RETRY_ATTEMPTS -> AgentConfig::retryAttempts;
            case BUFFER_SIZE -> config -> config.buffer().memorySnapshots();
            case BUFFER_DIR -> config -> config.buffer().folder();
            case BUFFER_MAX_MEGABYTES -> config -> config.buffer().maxBytes();
            case BUFFER_MAX_AGE_HOURS -> config -> config.buffer().maxAge();
            case CA_FILE -> AgentConfig::caFile;
            case CA_FINGERPRINT -> AgentConfig::caFingerprint;
            case ENROLLMENT_TOKEN -> AgentConfig::enrollmentToken;
            case ENROLLMENT_TOKEN_FILE -> AgentConfig::enrollmentTokenFile;
            case DATA_DIR -> AgentConfig::dataDir;
            case STATE_DIR -> AgentConfig::stateDir;
            case TAGS -> AgentConfig::tags;
            case HOST_NAME -> AgentConfig::hostName;
            case TOP_PROCESSES -> config -> config.selection().topProcesses();
            case FILESYSTEMS_INCLUDE ->
                config -> config.selection().filesystems().include();
            case FILESYSTEMS_EXCLUDE ->
                config -> config.selection().filesystems().exclude();
            case DISKS_INCLUDE -> config -> config.selection().disks().include();
            case DISKS_EXCLUDE -> config -> config.selection().disks().exclude();
            case INTERFACES_INCLUDE -> config -> config.selection().interfaces().include();
            case INTERFACES_EXCLUDE -> config -> config.selection().interfaces().exclude();
            case LOG_LEVEL -> AgentConfig::logLevel;
        };
    }
}
