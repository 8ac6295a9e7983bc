package io.nocturne.server.notify.text;

import static io.nocturne.server.notify.channel.TestNotices.notice;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.ReceiverPreview.ShortMessage;
import io.nocturne.server.notify.channel.Address;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.channel.TestNotices;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortTextTest {

    private static final Address ADDRESS = new Address("r", Map.of(), Map.of());

    private static NoticeText text(TestNotices notice) {
        return NoticeText.of(notice.build(), ADDRESS);
    }

    /// 3GPP TS 23.038; twilio.com/docs: 160, then 153 in GSM-7; 70, then 67 in UCS-2.
    @ParameterizedTest
    @CsvSource({
        "a, 160, 1",
        "a, 161, 2",
        "a, 306, 2",
        "a, 307, 3",
        "€, 80, 1",
        "€, 81, 2",
        "€, 152, 2",
        "€, 153, 3",
        "가, 70, 1",
        "가, 71, 2",
        "가, 134, 2",
        "가, 135, 3",
        "🔥, 35, 1",
        "🔥, 36, 2",
        "🔥, 66, 2",
        "🔥, 67, 3",
    })
    void countsSegments(String letter, int times, int segments) {
        assertThat(Gsm7.segments(letter.repeat(times))).isEqualTo(segments);
    }

    @Test
    void whatIsSentInUcs2IsCountedInItWhateverItsLetters() {
        assertThat(ShortText.costInUcs2("a".repeat(135))).isEqualTo(new ShortMessage("ucs2", 135, 3));
        assertThat(ShortText.costInGsm7("€".repeat(81))).isEqualTo(new ShortMessage("gsm7", 162, 2));
        assertThat(ShortText.costInEucKr("가a")).isEqualTo(new ShortMessage("euckr", 3, 1));
    }

    @Test
    void everySegmentCountIsKeptWhateverTheLetters() {
        for (int segments = 1; segments <= 10; segments++) {
            TestNotices mixed = notice().items(TestNotices.longest());
            assertThat(Gsm7.segments(ShortText.inSegments(text(mixed), segments)))
                    .isLessThanOrEqualTo(segments);
            TestNotices braces = notice().alerts(TestNotices.filesystem("{€}[~]".repeat(400), "/", AlertStatus.FIRING));
            assertThat(Gsm7.segments(ShortText.inSegments(text(braces), segments)))
                    .isLessThanOrEqualTo(segments);
        }
    }

    private static NoticeText asked(TestNotices notice, String code) {
        Notice plain = notice.build();
        Notice.Item item = plain.items().getFirst();
        return text(notice.items(List.of(new Notice.Item(item.alert(), item.acknowledgeUrl(), code, null, null))));
    }

    @Test
    void whatToAnswerStandsAtTheEndWhereItCostsNothing() {
        NoticeText english = asked(notice(), "4821");
        NoticeText korean = asked(notice().korean(), "4821");

        assertThat(ShortText.withReply(ShortText.inSegments(english, 2), english))
                .endsWith("%)\nACK 4821");
        assertThat(ShortText.withReply("x".repeat(151), english)).endsWith("x\nACK 4821");
        assertThat(ShortText.withReply("x".repeat(152), english)).isEqualTo("x".repeat(152));
        // 153 and 153 again; a border costs nothing where a message has two parts anyway.
        assertThat(ShortText.withReply("x".repeat(290), english)).endsWith("x\nACK 4821");
        assertThat(ShortText.withReply("x".repeat(300), english)).isEqualTo("x".repeat(300));
        assertThat(ShortText.withReply("가".repeat(62), korean)).endsWith("가\n확인 4821");
        assertThat(ShortText.withReply("가".repeat(63), korean)).isEqualTo("가".repeat(63));
    }

    /// A Korean message of more than 90 bytes is charged as a long one.
    @Test
    void theSameByTheMeasureOfAGateway() {
        NoticeText korean = asked(notice().korean(), "4821");

        assertThat(ShortText.withReply("가".repeat(40), korean, new Limit(Measure.EUC_KR_BYTES, 90)))
                .endsWith("가\n확인 4821");
        assertThat(ShortText.withReply("가".repeat(41), korean, new Limit(Measure.EUC_KR_BYTES, 90)))
                .isEqualTo("가".repeat(41));
        assertThat(ShortText.withReply("가".repeat(41), korean, new Limit(Measure.EUC_KR_BYTES, 2_000)))
                .isEqualTo("가".repeat(41));
        assertThat(ShortText.withReply("가".repeat(46), korean, new Limit(Measure.EUC_KR_BYTES, 2_000)))
                .endsWith("가\n확인 4821");
        assertThat(ShortText.withReply("a".repeat(62), korean, new Limit(Measure.UTF16, 70)))
                .endsWith("a\n확인 4821");
        assertThat(ShortText.withReply("a".repeat(63), korean, new Limit(Measure.UTF16, 134)))
                .isEqualTo("a".repeat(63));
    }

    @Test
    void nobodyIsAskedToAnswerForWhatTheyDoNotSee() {
        assertThat(asked(notice().omitted(1), "4821").reply()).isEmpty();
        assertThat(asked(notice().resolved(), "4821").reply()).isEmpty();
        assertThat(text(notice()).reply()).isEmpty();
        TestNotices two = notice().alerts(
                        TestNotices.filesystem("a", "/", AlertStatus.FIRING),
                        TestNotices.filesystem("b", "/", AlertStatus.FIRING));
        assertThat(text(two).reply()).isEmpty();
    }

    @Test
    void severalAlertsSayHowManyMoreThereAre() {
        TestNotices three = notice().alerts(
                        TestNotices.filesystem("a", "/", AlertStatus.FIRING),
                        TestNotices.filesystem("b", "/", AlertStatus.FIRING),
                        TestNotices.filesystem("c", "/", AlertStatus.FIRING))
                .omitted(10);

        String shortText = ShortText.inSegments(text(three), 1);

        assertThat(shortText)
                .startsWith("Critical: ")
                .contains("a - Filesystem usage /")
                .endsWith("... 11 more");
        assertThat(Gsm7.segments(shortText)).isEqualTo(1);
    }

    /// KS X 1001 has 2,350 of the 11,172 syllables.
    @Test
    void whatEucKrLacksIsReplacedAndNeverAQuestionMark() {
        assertThat(EucKr.fitted("서버 똠방 펲시 café 🔥 — ok")).isEqualTo("서버 ㄸㅗㅁ방 ㅍㅔㅍ시 cafe □ - ok");
        assertThat(EucKr.bytes("심각")).hasSize(4);

        String all = "가".codePoints().collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                + rangeOfHangul();
        assertThat(new String(EucKr.bytes(all), Charset.forName("EUC-KR"))).doesNotContain("?");
    }

    private static String rangeOfHangul() {
        StringBuilder all = new StringBuilder();
        for (int syllable = 0xAC00; syllable <= 0xD7A3; syllable++) {
            all.appendCodePoint(syllable);
        }
        return all.toString();
    }

    @Test
    void gsm7RomanizesAndNeverAsksQuestions() {
        assertThat(Gsm7.fitted("서울 서버 “a” – é ñ ê 🔥…")).isEqualTo("seoul seobeo \"a\" - é ñ e *...");
        assertThat(Gsm7.holds(Gsm7.fitted(rangeOfHangul()))).isTrue();
        assertThat(Gsm7.fitted(rangeOfHangul())).doesNotContain("?");
    }
}
