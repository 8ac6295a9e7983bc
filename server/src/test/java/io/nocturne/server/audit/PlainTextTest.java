package io.nocturne.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {

    @ParameterizedTest
    @CsvSource({
        "10, \\u000a", // the line ends
        "0, \\u0000", // cannot be stored
        "27, \\u001b", // moves the cursor
        "8238, \\u202e", // turns the direction of reading
        "8232, \\u2028", // the line ends
        "55296, \\ud800", // half a character
    })
    void whatIsNotPlainIsWrittenAsItsNumber(int character, String written) {
        assertThat(PlainText.of("a" + (char) character + "b", 100)).isEqualTo("a" + written + "b");
    }

    @Test
    void ordinaryTextOfAnyScriptStays() {
        assertThat(PlainText.of("김철수 <o'neil@example.org> 😀", 100)).isEqualTo("김철수 <o'neil@example.org> 😀");
    }

    @Test
    void longTextIsCut() {
        assertThat(PlainText.of("x".repeat(1_000), 10)).isEqualTo("x".repeat(9) + "…");
        assertThat(PlainText.of("😀".repeat(1_000), 10))
                .hasSizeLessThanOrEqualTo(10)
                .endsWith("…");
    }
}
