package io.nocturne.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigSourcesTest {

    private static final Path DATA = Path.of("data");

    /// Exactly what the operators were shown.
    private static final String SHOWN = """
            # config/agent.yml
            interval: 5
            server_url: http://localhost:8080
            retry_attempts: 3
            buffer_size: 1000
            """;

    @TempDir
    private Path folder;

    @Test
    void theFileThatOperatorsWereShownWorks() throws Exception {
        AgentConfig config = file(SHOWN, Map.of(), Map.of());

        assertThat(config.interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.serverUrl()).isEqualTo(URI.create("http://localhost:8080"));
        assertThat(config.retryAttempts()).isEqualTo(3);
        assertThat(config.bufferSize()).isEqualTo(1_000);
    }

    @Test
    void nothingAtAllIsTheSame() throws Exception {
        AgentConfig defaults = new ConfigSources(Map.of(), Map.of(), Optional.empty()).resolve(DATA);

        assertThat(defaults).isEqualTo(file(SHOWN, Map.of(), Map.of()));
        assertThat(defaults.stateDir()).isEqualTo(DATA.resolve("agent"));
    }

    @Test
    void theSampleInTheRepositoryIsFine() {
        assertThat(ConfigCheck.problems(Path.of("..", "config", "agent.yml"))).isEmpty();
    }

    @Test
    void theSampleInTheRepositorySpeaksOfEveryKey() throws IOException {
        String sample = Files.readString(Path.of("..", "config", "agent.yml"));

        assertThat(ConfigKey.keys()).allSatisfy(key -> assertThat(sample).containsPattern("(?m)^(# )?" + key + ":"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    7, 8, 9, 7
                    '', 8, 9, 8
                    '', '', 9, 9
                    '', '', '', 5
                    """)
    void aFlagCountsOverTheEnvironmentThatOverTheFileThatOverTheDefault(
            String flag, String variable, String inFile, long expected) throws Exception {
        AgentConfig config = file(
                inFile.isEmpty() ? "" : "interval: " + inFile + "\n",
                flag.isEmpty() ? Map.of() : Map.of(ConfigKey.INTERVAL, flag),
                Map.of("NOCTURNE_INTERVAL", variable));

        assertThat(config.interval()).isEqualTo(Duration.ofSeconds(expected));
    }

    @Test
    void everyKeyCanBeGivenInEveryWay() throws Exception {
        String yaml = """
                interval: 60
                server_url: https://monitor.example.com
                retry_attempts: 1
                buffer_size: 10
                ca_file: /etc/ca.pem
                ca_fingerprint: "%s"
                enrollment_token: t0ken
                enrollment_token_file: /etc/token
                data_dir: /var/lib/nocturne
                state_dir: /var/lib/agent
                tags: {role: web, "rack": 12}
                host_name: web-1
                """.formatted("AB:".repeat(31) + "CD");
        Map<String, String> environment = Map.ofEntries(
                Map.entry("NOCTURNE_INTERVAL", "60"),
                Map.entry("NOCTURNE_SERVER_URL", "https://monitor.example.com/"),
                Map.entry("NOCTURNE_RETRY_ATTEMPTS", "1"),
                Map.entry("NOCTURNE_BUFFER_SIZE", "10"),
                Map.entry("NOCTURNE_CA_FILE", "/etc/ca.pem"),
                Map.entry("NOCTURNE_CA_FINGERPRINT", "ab".repeat(31) + "cd"),
                Map.entry("NOCTURNE_ENROLLMENT_TOKEN", "t0ken"),
                Map.entry("NOCTURNE_ENROLLMENT_TOKEN_FILE", "/etc/token"),
                Map.entry("NOCTURNE_DATA_DIR", "/var/lib/nocturne"),
                Map.entry("NOCTURNE_STATE_DIR", "/var/lib/agent"),
                Map.entry("NOCTURNE_TAGS", "role=web,rack=12"),
                Map.entry("NOCTURNE_HOST_NAME", "web-1"));

        AgentConfig byFile = file(yaml, Map.of(), Map.of());
        AgentConfig byEnvironment = new ConfigSources(Map.of(), environment, Optional.empty()).resolve(DATA);

        assertThat(environment).hasSameSizeAs(ConfigKey.values());
        assertThat(byEnvironment).isEqualTo(byFile);
        assertThat(byFile.tags()).containsExactlyInAnyOrderEntriesOf(Map.of("role", "web", "rack", "12"));
    }

    @Test
    void theTokenIsNeverPrinted() throws Exception {
        AgentConfig config = file("enrollment_token: s3cret\n", Map.of(), Map.of());

        assertThat(config.toString()).doesNotContain("s3cret").contains("<hidden>");
        assertThat(Setting.of(ConfigKey.ENROLLMENT_TOKEN, "s3cret", "--enrollment-token")
                        .toString())
                .doesNotContain("s3cret");
    }

    @Test
    void aWrongTokenOrAPasswordInTheAddressIsNotQuoted() throws IOException {
        Files.writeString(path(), "enrollment_token: 's3cret with blanks'\nserver_url: https://me:s3cret@host\n");

        assertThat(ConfigCheck.problems(path())).hasSize(2).noneMatch(problem -> problem.contains("s3cret"));
    }

    @Test
    void anOverriddenWrongValueIsStillAProblem() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> file("interval: x\n", Map.of(ConfigKey.INTERVAL, "5"), Map.of()))
                .satisfies(
                        e -> assertThat(e.problems()).singleElement().asString().contains(":1: interval must be"));
    }

    @Test
    void aWrongFlagOrVariableIsNamed() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> file("", Map.of(ConfigKey.BUFFER_SIZE, "0"), Map.of("NOCTURNE_INTERVAL", "1.5")))
                .satisfies(e -> assertThat(e.problems())
                        .containsExactly(
                                "NOCTURNE_INTERVAL: interval must be whole seconds from 1 to 3600 (is 1.5)",
                                "--buffer-size: buffer_size must be a whole number from 1 to 1000000 (is 0)"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080,true",
        "https://127.0.0.1:8443,true",
        "https://[::1]:8443,true",
        "https://LOCALHOST,true",
        "https://monitor.example.com,false",
        "https://localhost.example.com,false",
        "https://12.7.0.1,false"
    })
    void onlyALoopbackAddressIsLocal(String url, boolean isLocal) throws Exception {
        assertThat(file("server_url: " + url + "\n", Map.of(), Map.of()).isServerLocal())
                .isEqualTo(isLocal);
    }

    private AgentConfig file(String yaml, Map<ConfigKey, String> flags, Map<String, String> environment)
            throws IOException, ConfigException {
        Files.writeString(path(), yaml);
        return new ConfigSources(flags, environment, Optional.of(path())).resolve(DATA);
    }

    private Path path() {
        return folder.resolve("agent.yml");
    }

    static List<String> problems(Path file, String yaml) throws IOException {
        Files.writeString(file, yaml);
        return ConfigCheck.problems(file);
    }
}
