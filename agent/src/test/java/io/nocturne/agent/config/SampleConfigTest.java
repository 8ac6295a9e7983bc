package io.nocturne.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The file that operators copy: every key is explained there, with the default that counts.
class SampleConfigTest {

    private static final Path SAMPLE = Path.of("..", "config", "agent.yml");
    private static final List<String> USED = List.of("interval", "server_url", "retry_attempts", "buffer_size");

    @TempDir
    private Path folder;

    @Test
    void theSampleIsFine() {
        assertThat(ConfigCheck.problems(SAMPLE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ConfigKey.class)
    void everyKeyStandsThereOnceBelowACommentWithItsDefault(ConfigKey key) throws IOException {
        List<String> lines = Files.readAllLines(SAMPLE);
        Pattern form = Pattern.compile("(# )?" + key.key() + ": (.+)");
        List<Matcher> found =
                lines.stream().map(form::matcher).filter(Matcher::matches).toList();

        assertThat(found).as(key.key()).hasSize(1);
        Matcher line = found.getFirst();
        Optional<String> value = Optional.of(line.group(2));
        assertThat(line.group(1) == null).isEqualTo(USED.contains(key.key()));
        key.fallback().ifPresent(fallback -> assertThat(value).hasValue(fallback));
    }

    @ParameterizedTest
    @EnumSource(ConfigKey.class)
    void theExampleOfEveryKeyIsFine(ConfigKey key) throws IOException {
        String line = Files.readAllLines(SAMPLE).stream()
                .filter(text -> text.matches("(# )?" + key.key() + ": .+"))
                .findFirst()
                .orElseThrow();
        Path file = Files.writeString(folder.resolve("agent.yml"), line.replaceFirst("^# ", "") + "\n");

        assertThat(ConfigCheck.problems(file)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ConfigKey.class)
    void theRangeOfEveryNumberIsSaid(ConfigKey key) throws IOException {
        String text = Files.readString(SAMPLE);

        key.range().ifPresent(range -> assertThat(text).contains(range.min() + " to " + range.max()));
    }
}
