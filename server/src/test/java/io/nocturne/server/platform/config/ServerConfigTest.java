package io.nocturne.server.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerConfigTest {

    @TempDir
    private Path directory;

    @Test
    void optionsWinOverTheFileAndTheFileOverDefaults() throws IOException {
        ServerConfig config = ServerConfig.load(
                        file("port: 9443\nhttp_port: 0\npublic_names: [noc.example, 10.0.0.7]\n"), Map.of())
                .with(Path.of("elsewhere"), 1234, null);

        assertThat(config.port()).isEqualTo(1234);
        assertThat(config.httpPort()).isZero();
        assertThat(config.dataDir()).isEqualTo(Path.of("elsewhere"));
        assertThat(config.publicNames()).containsExactly("noc.example", "10.0.0.7");
        assertThat(ServerConfig.load(null, Map.of()))
                .usingRecursiveComparison()
                .ignoringFields("alertsFile") // lies beside the file
                .isEqualTo(ServerConfig.load(file(""), Map.of()));
    }

    @Test
    void retentionIsReadInDays() throws IOException {
        assertThat(ServerConfig.load(file("retention: {raw_days: 2, one_hour_days: 730}\n"), Map.of())
                        .retention())
                .isEqualTo(new Retention(Duration.ofDays(2), Duration.ofDays(30), Duration.ofDays(730)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            prot: 1               | unknown key 'prot', allowed are [alerts_file, connections, data_dir, database, encryption, http_port, port, public_names, retention]
            port: many            | port is 'many', allowed is a number from 0 to 65535
            port: 70000           | port is 70000, allowed are 0 to 65535
            public_names: one     | public_names is 'one', allowed is a list
            [1]                   | must be a map
            'port: "'             | is not YAML at line 1
            database: H2          | database must be a map of [password, password_file, pool_size, url, username]
            retention: 7          | retention must be a map of [one_hour_days, one_minute_days, raw_days]
            retention: {raw: 7}   | unknown key 'retention.raw', allowed are [one_hour_days, one_minute_days, raw_days]
            retention: {raw_days: 0}    | retention.raw_days is '0', allowed is a number of days from 1 to 3660
            retention: {raw_days: 7d}   | retention.raw_days is '7d', allowed is a number of days from 1 to 3660
            retention: {raw_days: 40}   | raw is kept 40 days, minutes 30, hours 365
            encryption: on        | encryption must be a map of [key_file]
            encryption: {}        | encryption.key_file must be the name of a file with keys
            'encryption: {key_file: 7}'   | encryption.key_file must be the name of a file with keys
            'encryption: {file: x}'       | unknown key 'encryption.file', allowed are [key_file]
            'encryption: {key_file: /no}' | encryption.key_file: key file /no is not there, or is no file
            """)
    void aWrongFileIsNamedPrecisely(String content, String expected) throws IOException {
        Path file = file(content);

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ServerConfig.load(file, Map.of()))
                .withMessageContaining(file.toString())
                .withMessageContaining(expected);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ServerConfig.load(directory.resolve("none.yml"), Map.of()))
                .withMessageContaining("none.yml");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("server.yml"), content);
    }
}
