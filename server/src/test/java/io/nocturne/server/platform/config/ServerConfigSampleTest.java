package io.nocturne.server.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `config/server.yml` is the documentation of every key, so it must be true.
class ServerConfigSampleTest {

    private static final Path SAMPLE = Path.of("..", "config", "server.yml");

    @TempDir
    private Path directory;

    @Test
    void theSampleAsItStandsSaysTheDefaults() {
        ServerConfig sample = ServerConfig.load(SAMPLE, Map.of());

        assertThat(sample.withAlertsFile(Path.of("config", "alerts.yml"))).isEqualTo(ServerConfig.load(null, Map.of()));
        assertThat(sample.alertsFile()).isEqualTo(SAMPLE.resolveSibling("alerts.yml"));
    }

    @Test
    void everyKeyStandsInTheSampleWithACommentAboveIt() throws IOException {
        List<String> lines = Files.readAllLines(SAMPLE);

        assertThat(ServerConfig.KEYS).allSatisfy(key -> assertCommented(lines, key, "(# )?" + key + ":.*"));
        assertThat(RetentionSection.KEYS).allSatisfy(key -> assertCommented(lines, key, "#  " + key + ":.*"));
        assertThat(DatabaseSection.KEYS).allSatisfy(key -> assertCommented(lines, key, "#  " + key + ":.*"));
        assertThat(EncryptionSection.KEYS).allSatisfy(key -> assertCommented(lines, key, "#  " + key + ":.*"));
        assertThat(ConnectionLimits.KEYS).allSatisfy(key -> assertCommented(lines, key, "#  " + key + ":.*"));
    }

    @Test
    void theExamplesOfTheSampleAreAccepted() throws IOException {
        String uncommented = Files.readString(SAMPLE)
                .replaceAll("(?m)^#  password_file:.*$", "")
                .replace("/etc/nocturne/keys", keys().toString())
                .replaceAll("(?m)^#( {2}[a-z_]+:.*)$", "$1")
                .replaceAll("(?m)^# ([a-z_]+:( \\[.*)?)$", "$1");

        ServerConfig config =
                ServerConfig.load(Files.writeString(directory.resolve("server.yml"), uncommented), Map.of());

        assertThat(config.publicNames()).hasSize(2);
        assertThat(config.database())
                .isEqualTo(new DatabaseConfig("jdbc:postgresql://localhost:5432/nocturne", "nocturne", "secret", 8));
        assertThat(config.encryption().keyFile()).isEqualTo(directory.resolve("keys"));
    }

    private Path keys() throws IOException {
        Path keys = Files.writeString(directory.resolve("keys"), "1 " + "0f".repeat(32));
        if (keys.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
        }
        return keys;
    }

    private static void assertCommented(List<String> lines, String key, String pattern) {
        int at = 0;
        while (at < lines.size() && !lines.get(at).matches(pattern)) {
            at++;
        }
        assertThat(at).as("line of %s", key).isLessThan(lines.size());
        assertThat(String.join(" ", lines.subList(Math.max(0, at - 5), at)))
                .as("comment above %s", key)
                .contains("# ");
    }
}
