package io.nocturne.agent.collect.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteScannerTest {

    @Test
    void walksOverLinesAndWords() {
        ByteScanner scanner = over("one  two\n\n\tthree\n");

        assertThat(scanner.nextLine()).isTrue();
        assertThat(scanner.nextWord()).isTrue();
        assertThat(scanner.word()).isEqualTo("one");
        assertThat(scanner.nextWord()).isTrue();
        assertThat(scanner.word()).isEqualTo("two");
        assertThat(scanner.nextWord()).isFalse();
        assertThat(scanner.nextLine()).isTrue();
        assertThat(scanner.nextWord()).isFalse();
        assertThat(scanner.nextLine()).isTrue();
        assertThat(scanner.nextWord()).isTrue();
        assertThat(scanner.word()).isEqualTo("three");
        assertThat(scanner.nextLine()).isFalse();
    }

    @Test
    void aLastLineNeedsNoLineFeed() {
        ByteScanner scanner = over("7");

        assertThat(scanner.nextLine()).isTrue();
        assertThat(scanner.nextNumber()).isTrue();
        assertThat(scanner.number()).isEqualTo(7);
        assertThat(scanner.nextLine()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-1", "x", "1x", "''"})
    void whatIsNoNumberIsAbsent(String text) {
        ByteScanner scanner = over(text + "\n");
        scanner.nextLine();

        assertThat(scanner.nextNumber()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0.41,41", "12.5,1250", "3,300", "1416.64,141664", "0.999,99", "7.,700"})
    void readsFractionsInHundredths(String text, long hundredths) {
        ByteScanner scanner = over(text);
        scanner.nextLine();

        assertThat(scanner.nextHundredths()).isTrue();
        assertThat(scanner.number()).isEqualTo(hundredths);
    }

    @Test
    void aPrefixedNumberIsReadWhole() {
        ByteScanner scanner = over("cpu12 cpu cpufreq");
        scanner.nextLine();

        scanner.nextWord();
        assertThat(scanner.numberAfter(ByteScanner.ascii("cpu"))).isTrue();
        assertThat(scanner.number()).isEqualTo(12);
        scanner.nextWord();
        assertThat(scanner.numberAfter(ByteScanner.ascii("cpu"))).isFalse();
        scanner.nextWord();
        assertThat(scanner.numberAfter(ByteScanner.ascii("cpu"))).isFalse();
    }

    private static ByteScanner over(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new ByteScanner().over(bytes, bytes.length);
    }
}
