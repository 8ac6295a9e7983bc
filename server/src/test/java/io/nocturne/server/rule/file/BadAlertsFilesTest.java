package io.nocturne.server.rule.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.server.rule.DefaultRules;
import io.nocturne.server.rule.FileFault;
import io.nocturne.server.rule.RuleSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every bad file of a folder, with exactly what is said of it in a file of the same name beside it.
class BadAlertsFilesTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "alerts-bad");

    private final AlertsFileReader reader = AlertsFileReader.of(List.of());

    static Stream<Path> files() throws IOException {
        try (Stream<Path> found = Files.list(FOLDER)) {
            return found.filter(file -> file.toString().endsWith(".yml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void eachIsRefusedWithLineAndColumn(Path file) throws IOException {
        AlertsFile read = reader.read(Files.readAllBytes(file), new RuleSet(1, DefaultRules.all()), false);

        List<String> told = read.faults().stream().map(FileFault::toString).toList();
        assertThat(told).isEqualTo(Files.readAllLines(expected(file), StandardCharsets.UTF_8));
        assertThat(read.isGood()).isFalse();
    }

    @Test
    void thereAreThirtyAtLeast() throws IOException {
        assertThat(files().count()).isGreaterThanOrEqualTo(30);
    }

    private static Path expected(Path file) {
        return file.resolveSibling(file.getFileName().toString().replace(".yml", ".txt"));
    }
}
