package io.nocturne.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 7, '\n', '\r', 0x1B, 0x7F, 0x85, 0x9B, 0xAD, 0x34F, 0x61C, 0x115F, 0x180E, 0x200B, 0x200D, 0x200E,
                0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0x2800, 0x3164, 0xD800, 0xDFFF, 0xFEFF, 0xFFA0,
                0xFFF9, 0xE0001, 0xE0041
            })
    void whatDoesNotShowItselfIsRefusedAsANameAndReplacedInAReport(int codePoint) {
        String text =
                "a" + (codePoint < 0x10000 ? String.valueOf((char) codePoint) : Character.toString(codePoint)) + "z";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlainText.require("name", text, 10))
                .withMessageContaining("name holds U+%04X at character 2".formatted(codePoint));
        assertThat(PlainText.shown(text))
                .startsWith("a")
                .endsWith("z")
                .hasSize(3)
                .isNotEqualTo(text);
        assertThat(PlainText.firstHidden(PlainText.shown(text))).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "web-1", "웹 서버", "données", "C:\\", "❤️", "🌙🌙", "a\u00A0b", "\uFFFD", "␊"})
    void whatShowsItselfStays(String text) {
        assertThat(PlainText.require("name", text, 10)).isSameAs(text);
        assertThat(PlainText.shown(text)).isSameAs(text);
    }

    @Test
    void aLineFeedIsDrawnAndAnOverrideTakenOut() {
        assertThat(PlainText.shown("a\nb")).isEqualTo("a␊b");
        assertThat(PlainText.shown("\0\u007F")).isEqualTo("␀␡");
        assertThat(PlainText.shown("a\u202Eb\uD83C")).isEqualTo("a\uFFFDb\uFFFD");
    }

    @Test
    void aTextNeverOutgrowsItsLimit() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            String text = Character.toString(codePoint);
            assertThat(PlainText.shown(text).length()).isLessThanOrEqualTo(text.length());
        }
    }

    @Test
    void aTextThatIsTooLongIsRefusedWithBothLengths() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlainText.require("name", "🌙".repeat(6), 10))
                .withMessage("name has 12 characters, allowed are 10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlainText.requireShown("osName", "x".repeat(11), 10))
                .withMessage("osName has 11 characters, allowed are 10");
    }

    @Test
    void aQuoteIsShortAndCutsNoPairInTwo() {
        assertThat(PlainText.quoted("a\nb", 10)).isEqualTo("a␊b");
        assertThat(PlainText.quoted("🌙🌙🌙", 3)).isEqualTo("🌙…");
    }
}
