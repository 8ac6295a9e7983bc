package io.nocturne.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Wrong files, and exactly what an operator reads of each: the line, what is wrong, and what is allowed. The
/// files are in `src/test/resources/bad-config`, what is said of each is beside it in a file named `.txt`.
class BadConfigTest {

    private static final Path FILES = Path.of("src", "test", "resources", "bad-config");
    private static final String KEYS = "<every key>";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("files")
    void aWrongFileIsExplainedWithItsLine(String name) throws IOException {
        List<String> said = ConfigCheck.problems(FILES.resolve(name)).stream()
                .map(problem -> problem.replace(FILES.resolve(name).toString(), name)
                        .replace(String.join(", ", ConfigKey.keys()), KEYS))
                .toList();

        assertThat(said).isEqualTo(Files.readAllLines(FILES.resolve(name.replace(".yml", ".txt"))));
    }

    static List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(FILES)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".yml"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void thereAreAtLeastTwentyOfThem() throws IOException {
        assertThat(files()).hasSizeGreaterThanOrEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "interval: 3601",
                "interval: 1e3",
                "interval: [5]",
                "Interval: 5",
                "server_url: ftp://localhost",
                "server_url: https://host:99999",
                "server_url: 'https://ho st'",
                "server_url: https://host/?x",
                "proxy: https://proxy:3128",
                "proxy: http://proxy",
                "proxy: http://proxy:3128/path",
                "proxy: http://me@proxy:3128",
                "retry_attempts: no",
                "buffer_max_megabytes: 0",
                "buffer_max_age_hours: 8761",
                "top_processes: -1",
                "ca_file: ''",
                "tags: [a]",
                "tags: {'': x}",
                "host_name: ''",
                "host_name: {a: b}",
                "disks_include: ''",
                "disks_include: [a, [b]]",
                "log_level: 1",
                "? [a, b]\n: c",
                "interval: 5 6: 7",
                "%YAML 3.0\n---\ninterval: 5",
                "{interval: 5",
                "5",
                "*a: 5",
                "<<: {interval: 5}"
            })
    void itsFirstLineIsNamed(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("agent.yml"), yaml + "\n");

        assertThat(ConfigCheck.problems(file)).isNotEmpty().allMatch(problem -> problem.startsWith(file + ":"));
    }

    @Test
    void aFileThatIsNotThereIsSaid() {
        Path file = folder.resolve("missing.yml");

        assertThat(ConfigCheck.problems(file)).containsExactly(file + ": cannot be read: there is no such file");
    }

    @Test
    void aFolderIsSaid() {
        assertThat(ConfigCheck.problems(folder)).containsExactly(folder + ": cannot be read: it is a folder");
    }

    @Test
    void aFileThatMayNotBeReadIsSaid() throws IOException {
        Path file = Files.writeString(folder.resolve("agent.yml"), "interval: 5\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeTrue(!Files.isReadable(file), "this user may read everything");

        assertThat(ConfigCheck.problems(file)).containsExactly(file + ": cannot be read: permission denied");
    }

    @Test
    void aHugeFileIsNotRead() throws IOException {
        Path file = folder.resolve("agent.yml");
        Files.write(file, new byte[1 << 20]);

        assertThat(ConfigCheck.problems(file)).containsExactly(file + ": cannot be read: it has more than 65536 bytes");
    }

    @Test
    void theMarkOfUtf8AndTheLineEndsOfWindowsAreFine() throws IOException {
        Path file = folder.resolve("agent.yml");
        Files.write(file, "\ufeffinterval: 5\r\nhost_name: \"뉴욕-1\"\r\n# end\r\n".getBytes(StandardCharsets.UTF_8));

        assertThat(ConfigCheck.problems(file)).isEmpty();
    }

    @Test
    void whatIsNoTextIsNoConfiguration() throws IOException {
        Path file = folder.resolve("agent.yml");
        Files.write(file, "interval: 5\n".getBytes(StandardCharsets.UTF_16));

        assertThat(ConfigCheck.problems(file)).containsExactly(file + ":1: is no UTF-8 text: byte 0xfe");
    }
}
