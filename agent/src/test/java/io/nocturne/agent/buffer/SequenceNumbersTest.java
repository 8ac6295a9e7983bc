package io.nocturne.agent.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.state.StateDirectory;
import io.nocturne.agent.testing.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceNumbersTest {

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();

    @Test
    void numbersGrowByOne() throws IOException {
        SequenceNumbers numbers = open();

        long first = numbers.next();

        assertThat(numbers.next()).isEqualTo(first + 1);
        assertThat(numbers.next()).isEqualTo(first + 2);
    }

    @Test
    void aRestartContinuesAboveEvenWithTheClockSetBack() throws IOException {
        long last = draw(open(), 1_500);
        clock.set(Instant.parse("2001-01-01T00:00:00Z"));

        assertThat(open().next()).isGreaterThan(last);
    }

    @Test
    void aRestartContinuesAboveEvenWithTheFileLost() throws IOException {
        long last = draw(open(), 1_500);
        clock.advance(Duration.ofMinutes(25));
        Files.delete(file());

        assertThat(open().next()).isGreaterThan(last);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "17", "garbage", "-5", "99999999999999999999999", "9007199254740993"})
    void aTornFileDoesNotLetNumbersGoBack(String torn) throws IOException {
        long last = draw(open(), 10);
        clock.advance(Duration.ofSeconds(10));
        Files.writeString(file(), torn);

        assertThat(open().next()).isGreaterThan(last);
    }

    @Test
    void everyPrefixOfTheFileIsSafe() throws IOException {
        long last = draw(open(), 2_100);
        clock.advance(Duration.ofHours(1));
        String whole = Files.readString(file());

        for (int length = 0; length <= whole.length(); length++) {
            Files.writeString(file(), whole.substring(0, length));
            assertThat(open().next()).isGreaterThan(last);
        }
    }

    @Test
    void theDiskIsWrittenOnceABlock() throws IOException {
        SequenceNumbers numbers = open();
        numbers.next();
        Files.setLastModifiedTime(file(), FileTime.fromMillis(0));

        draw(numbers, SequenceNumbers.BLOCK - 1);
        assertThat(Files.getLastModifiedTime(file()).toMillis()).isZero();

        numbers.next();
        assertThat(Files.getLastModifiedTime(file()).toMillis()).isPositive();
    }

    @Test
    void readingsGoOnWhenTheDiskDoesNot() throws IOException {
        SequenceNumbers numbers = open();
        Files.createDirectories(folder.resolve("sequence.new").resolve("in the way"));

        long first = numbers.next();

        assertThat(numbers.next()).isEqualTo(first + 1);
    }

    private SequenceNumbers open() throws IOException {
        return SequenceNumbers.open(StateDirectory.open(folder), clock);
    }

    private Path file() {
        return folder.resolve(SequenceNumbers.FILE);
    }

    private static long draw(SequenceNumbers numbers, int count) {
        long last = 0;
        for (int i = 0; i < count; i++) {
            last = numbers.next();
        }
        return last;
    }
}
