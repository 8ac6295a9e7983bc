package io.nocturne.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nocturne.agent.buffer.RingLimits;
import io.nocturne.agent.collect.DeviceFilter;
import io.nocturne.agent.config.ProxyServer.Login;
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
        assertThat(config.buffer().memorySnapshots()).isEqualTo(1_000);
    }

    @Test
    void nothingAtAllIsTheSame() throws Exception {
        AgentConfig defaults = new ConfigSources(Map.of(), Map.of(), Optional.empty()).resolve(DATA);

        assertThat(defaults).isEqualTo(file(SHOWN, Map.of(), Map.of()));
        assertThat(defaults.stateDir()).isEqualTo(DATA.resolve("agent"));
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
                enrollment_token_file: /etc/token
                data_dir: /var/lib/nocturne
                state_dir: /var/lib/agent
                tags: {role: web, "rack": 12}
                host_name: web-1
                proxy: http://me:pa%%40ss@proxy:3128
                buffer_dir: /var/spool/agent
                buffer_max_megabytes: 7
                buffer_max_age_hours: 9
                top_processes: 0
                filesystems_include: [/, "/srv/*"]
                filesystems_exclude: [/mnt]
                disks_include: sda, nvme*
                disks_exclude: [sdb]
                interfaces_include:
                  - eth?
                interfaces_exclude: lo
                log_level: DEBUG
                """.formatted("AB:".repeat(31) + "CD");
        Map<String, String> environment = Map.ofEntries(
                Map.entry("NOCTURNE_INTERVAL", "60"),
                Map.entry("NOCTURNE_SERVER_URL", "https://monitor.example.com/"),
                Map.entry("NOCTURNE_RETRY_ATTEMPTS", "1"),
                Map.entry("NOCTURNE_BUFFER_SIZE", "10"),
                Map.entry("NOCTURNE_CA_FILE", "/etc/ca.pem"),
                Map.entry("NOCTURNE_CA_FINGERPRINT", "ab".repeat(31) + "cd"),
                Map.entry("NOCTURNE_ENROLLMENT_TOKEN_FILE", "/etc/token"),
                Map.entry("NOCTURNE_DATA_DIR", "/var/lib/nocturne"),
                Map.entry("NOCTURNE_STATE_DIR", "/var/lib/agent"),
                Map.entry("NOCTURNE_TAGS", "role=web,rack=12"),
                Map.entry("NOCTURNE_HOST_NAME", "web-1"),
                Map.entry("NOCTURNE_PROXY", "http://me:pa%40ss@proxy:3128"),
                Map.entry("NOCTURNE_BUFFER_DIR", "/var/spool/agent"),
                Map.entry("NOCTURNE_BUFFER_MAX_MEGABYTES", "7"),
                Map.entry("NOCTURNE_BUFFER_MAX_AGE_HOURS", "9"),
                Map.entry("NOCTURNE_TOP_PROCESSES", "0"),
                Map.entry("NOCTURNE_FILESYSTEMS_INCLUDE", "/,/srv/*"),
                Map.entry("NOCTURNE_FILESYSTEMS_EXCLUDE", "/mnt"),
                Map.entry("NOCTURNE_DISKS_INCLUDE", "sda,nvme*"),
                Map.entry("NOCTURNE_DISKS_EXCLUDE", "sdb"),
                Map.entry("NOCTURNE_INTERFACES_INCLUDE", "eth?"),
                Map.entry("NOCTURNE_INTERFACES_EXCLUDE", "lo"),
                Map.entry("NOCTURNE_LOG_LEVEL", "debug"));

        AgentConfig byFile = file(yaml, Map.of(), Map.of());
        AgentConfig byEnvironment = new ConfigSources(Map.of(), environment, Optional.empty()).resolve(DATA);

        // All but the token, which excludes the file with the token.
        assertThat(environment).hasSize(ConfigKey.values().length - 1);
        assertThat(byEnvironment).isEqualTo(byFile);
        assertThat(byFile.buffer())
                .isEqualTo(new RingLimits(Path.of("/var/spool/agent"), 7 << 20, Duration.ofHours(9), 10));
        assertThat(byFile.proxy()).hasValue(new ProxyServer("proxy", 3128, Optional.of(new Login("me", "pa@ss"))));
        assertThat(byFile.selection().disks()).isEqualTo(new DeviceFilter(List.of("sda", "nvme*"), List.of("sdb")));
        assertThat(byFile.tags()).containsExactlyInAnyOrderEntriesOf(Map.of("role", "web", "rack", "12"));
    }

    @Test
    void theTokenIsNeverPrinted() throws Exception {
        AgentConfig config = file("enrollment_token: s3cret\n", Map.of(), Map.of());

        assertThat(config.toString()).doesNotContain("s3cret").contains("<hidden>");
        assertThat(Setting.of(ConfigKey.ENROLLMENT_TOKEN, "s3cret", new Setting.Origin(Setting.Source.FLAG, 0, "--x"))
                        .toString())
                .doesNotContain("s3cret");
    }

    @Test
    void aWrongTokenOrAPasswordInTheAddressIsNotQuoted() throws IOException {
        Files.writeString(path(), "enrollment_token: 's3cret with blanks'\nserver_url: https://me:s3cret@host\n");

        assertThat(ConfigCheck.problems(path())).hasSize(2).noneMatch(problem -> problem.contains("s3cret"));
    }

    @Test
    void theLoginOfAProxyIsNeverPrinted() throws Exception {
        AgentConfig config = file("proxy: http://me:s3cret@proxy:3128\n", Map.of(), Map.of());

        assertThat(config.proxy().toString() + config.proxy().flatMap(ProxyServer::login))
                .doesNotContain("s3cret", "me:")
                .contains("<hidden>@proxy:3128");
    }

    @Test
    void aServerOnThisHostIsReachedWithoutTheProxy() throws Exception {
        String proxy = "proxy: http://proxy:3128\n";

        assertThat(file(proxy, Map.of(), Map.of()).proxyToServer()).isEmpty();
        assertThat(file(proxy + "server_url: https://monitor.example.com\n", Map.of(), Map.of())
                        .proxyToServer())
                .isPresent();
    }

    @Test
    void aTokenOfTheEnvironmentReplacesTheFileWithTheToken() throws Exception {
        AgentConfig config =
                file("enrollment_token_file: /etc/token\n", Map.of(), Map.of("NOCTURNE_ENROLLMENT_TOKEN", "t0ken"));

        assertThat(config.enrollmentToken()).hasValue("t0ken");
        assertThat(config.enrollmentTokenFile()).isEmpty();
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
}
