package io.nocturne.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Wrong files, and what an operator reads of each: the line, and what is allowed there.
class BadConfigTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    interval: 0                             | 1 | interval must be whole seconds from 1 to 3600 (is 0)
                    interval: 3601                          | 1 | interval must be whole seconds from 1 to 3600
                    interval: -5                            | 1 | interval must be whole seconds
                    interval: 2.5                           | 1 | interval must be whole seconds from 1 to 3600 (is 2.5)
                    interval: 5s                            | 1 | (is 5s)
                    interval:                               | 1 | interval must be whole seconds
                    interval: [5]                           | 1 | interval must be whole seconds
                    interval: 99999999999999999999          | 1 | interval must be whole seconds
                    \\ninterval: 5\\ninterval: 6            | 3 | interval stands here for the second time
                    Interval: 5                             | 1 | unknown key 'Interval'; allowed are interval, server_url
                    interval: 5\\nserver: x                 | 2 | unknown key 'server'; allowed are
                    server_url: localhost:8080              | 1 | server_url must be an address like https://host:8443
                    server_url: ftp://localhost             | 1 | server_url must be an address
                    server_url: https://host:99999          | 1 | server_url must be an address
                    server_url: https://host/api            | 1 | nothing may follow host and port
                    server_url: "https://ho st"             | 1 | server_url must be an address
                    server_url: ''                          | 1 | server_url must be an address
                    retry_attempts: no                      | 1 | retry_attempts must be a whole number from 1 to 100
                    buffer_size: 1e6                        | 1 | buffer_size must be a whole number from 1 to 1000000
                    ca_fingerprint: AB:CD                   | 1 | 64 hexadecimal digits, colons allowed (it has 4 digits)
                    ca_file: ''                             | 1 | ca_file must be a file name (it is empty)
                    tags: web                               | 1 | 'web' is not KEY=VALUE
                    tags:\\n  role: [a, b]                  | 2 | tag 'role' must have one value
                    tags: [a]                               | 1 | tags must be keys with one value each
                    host_name: ''                           | 1 | host_name must be 1 to 255 characters
                    - interval                              | 1 | must be lines of key: value
                    interval: 5\\n\\tbuffer_size: 6         | 2 | is no YAML: found character
                    interval: 5\\n---\\ninterval: 6         | 3 | a second document
                    """)
    void aWrongFileIsExplainedWithItsLine(String yaml, int line, String detail) throws IOException {
        Path file = folder.resolve("agent.yml");

        assertThat(ConfigSourcesTest.problems(file, yaml.replace("\\n", "\n").replace("\\t", "\t") + "\n"))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith(file + ":" + line + ": ").contains(detail));
    }

    @Test
    void allProblemsAreShownAtOnce() throws IOException {
        assertThat(ConfigSourcesTest.problems(
                        folder.resolve("agent.yml"), "interval: 0\nbuffer_size: 0\nservr_url: x\nretry_attempts: 0\n"))
                .hasSize(4);
    }

    @Test
    void aFileThatIsNotThereIsSaid() {
        Path file = folder.resolve("missing.yml");

        assertThat(ConfigCheck.problems(file)).containsExactly(file + ": cannot be read: there is no such file");
    }

    @Test
    void aHugeFileIsNotRead() throws IOException {
        Path file = folder.resolve("agent.yml");
        Files.write(file, new byte[ConfigFile.MAX_BYTES + 1]);

        assertThat(ConfigCheck.problems(file)).containsExactly(file + ": cannot be read: it has more than 65536 bytes");
    }

    @Test
    void whatIsNoTextIsNoYaml() throws IOException {
        Path file = folder.resolve("agent.yml");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2});

        assertThat(ConfigCheck.problems(file)).isNotEmpty().allMatch(problem -> problem.startsWith(file.toString()));
    }
}
