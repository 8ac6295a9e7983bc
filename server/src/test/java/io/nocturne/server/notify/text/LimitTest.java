package io.nocturne.server.notify.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LimitTest {

    private static final String FAMILY = "👨‍👩‍👧‍👦";
    private static final String TEXT = "서버 " + FAMILY + " é가나다 ok 🇰🇷 [끝]";

    @ParameterizedTest
    @EnumSource(Measure.class)
    void neverExceedsTheMeasureAndNeverDividesALetter(Measure measure) {
        for (int most = 0; most <= measure.of(TEXT) + 1; most++) {
            String cut = new Limit(measure, most).cut(TEXT);

            assertThat(measure.of(cut)).as("at most %d: %s", most, cut).isLessThanOrEqualTo(most);
            String body = cut.endsWith(measure.ellipsis()) && !cut.equals(TEXT)
                    ? cut.substring(0, cut.length() - measure.ellipsis().length())
                    : cut;
            assertThat(TEXT).startsWith(body);
            assertThat(body).doesNotEndWith("\u200d");
            assertThat(body.contains("👨")).isEqualTo(body.contains(FAMILY));
        }
        assertThat(new Limit(measure, measure.of(TEXT)).cut(TEXT)).isEqualTo(TEXT);
    }

    @Test
    void cutsBetweenLetters() {
        assertThat(new Limit(Measure.UTF16, 4).cut("가나다라마")).isEqualTo("가나다…");
        assertThat(new Limit(Measure.UTF8_BYTES, 12).cut("가나다라마")).isEqualTo("가나다…");
        assertThat(new Limit(Measure.EUC_KR_BYTES, 8).cut("가나다라마")).isEqualTo("가나다…");
        assertThat(new Limit(Measure.GSM7, 6).cut("abcdefgh")).isEqualTo("abc...");
        assertThat(new Limit(Measure.CODE_POINTS, 3).cut("🔥🔥🔥🔥")).isEqualTo("🔥🔥…");
    }
}
