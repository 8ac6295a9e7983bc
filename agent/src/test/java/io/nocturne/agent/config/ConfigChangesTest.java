package io.nocturne.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConfigChangesTest {

    private static final Map<ConfigKey, String> OTHER = new EnumMap<>(Map.ofEntries(
            Map.entry(ConfigKey.INTERVAL, "7"),
            Map.entry(ConfigKey.SERVER_URL, "https://other:8443"),
            Map.entry(ConfigKey.PROXY, "http://proxy:3128"),
            Map.entry(ConfigKey.RETRY_ATTEMPTS, "9"),
            Map.entry(ConfigKey.BUFFER_SIZE, "11"),
            Map.entry(ConfigKey.BUFFER_DIR, "/other/buffer"),
            Map.entry(ConfigKey.BUFFER_MAX_MEGABYTES, "3"),
            Map.entry(ConfigKey.BUFFER_MAX_AGE_HOURS, "4"),
            Map.entry(ConfigKey.CA_FILE, "/other/ca.pem"),
            Map.entry(ConfigKey.CA_FINGERPRINT, "ab".repeat(32)),
            Map.entry(ConfigKey.ENROLLMENT_TOKEN, "other"),
            Map.entry(ConfigKey.ENROLLMENT_TOKEN_FILE, "/other/token"),
            Map.entry(ConfigKey.DATA_DIR, "/other"),
            Map.entry(ConfigKey.STATE_DIR, "/other/state"),
            Map.entry(ConfigKey.TAGS, "role=other"),
            Map.entry(ConfigKey.HOST_NAME, "other"),
            Map.entry(ConfigKey.TOP_PROCESSES, "1"),
            Map.entry(ConfigKey.FILESYSTEMS_INCLUDE, "/a"),
            Map.entry(ConfigKey.FILESYSTEMS_EXCLUDE, "/a"),
            Map.entry(ConfigKey.DISKS_INCLUDE, "a"),
            Map.entry(ConfigKey.DISKS_EXCLUDE, "a"),
            Map.entry(ConfigKey.INTERFACES_INCLUDE, "a"),
            Map.entry(ConfigKey.INTERFACES_EXCLUDE, "a"),
            Map.entry(ConfigKey.LOG_LEVEL, "debug")));

    @Test
    void theSameChangesNothing() throws ConfigException {
        assertThat(ConfigChanges.between(config(Map.of()), config(Map.of())).isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void eachKeyIsNoticedInOnePlace(ConfigKey key) throws ConfigException {
        ConfigChanges changes =
                ConfigChanges.between(config(Map.of()), config(Map.of(key, String.valueOf(OTHER.get(key)))));

        switch (key) {
            case DATA_DIR, STATE_DIR, BUFFER_DIR -> {
                assertThat(changes.kept()).contains(key);
                assertThat(changes.applied()).isEmpty();
            }
            case TAGS, HOST_NAME -> assertThat(changes.atEnrollment()).containsExactly(key);
            default -> assertThat(changes.applied()).containsExactly(key);
        }
    }

    @Test
    void theFoldersOfARunningAgentStayAndNothingElse() throws ConfigException {
        AgentConfig present = config(Map.of());
        Map<ConfigKey, String> all = new EnumMap<>(OTHER);
        all.remove(ConfigKey.ENROLLMENT_TOKEN_FILE);
        AgentConfig next = config(all).withFoldersOf(present);

        assertThat(ConfigChanges.between(present, next).kept()).isEmpty();
        assertThat(ConfigChanges.between(config(all), next).applied()).isEmpty();
        assertThat(next.buffer().maxBytes()).isEqualTo(3 << 20);
    }

    private static AgentConfig config(Map<ConfigKey, String> flags) throws ConfigException {
        return new ConfigSources(flags, Map.of(), Optional.empty()).resolve(Path.of("data"));
    }
}
