package io.nocturne.server.notify.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShortAnswerTest {

    @ParameterizedTest
    @CsvSource({
        "ACK 4821, 4821",
        "ack4821, 4821",
        "' Ack: 4821. ', 4821",
        "4821, 4821",
        "확인 4821, 4821",
        "확인4821!, 4821",
        "'ＡＣＫ ４８２１', 4821",
        "ack,",
        "확인,"
    })
    void aWordACodeOrBothIsAnAnswer(String text, String code) {
        assertThat(ShortAnswer.of(text)).contains(new ShortAnswer(Optional.ofNullable(code)));
    }

    /// Some phones send the letters of a syllable one by one.
    @Test
    void hangulMayComeInPieces() {
        assertThat(ShortAnswer.of(Normalizer.normalize("확인 4821", Normalizer.Form.NFD)))
                .contains(new ShortAnswer(Optional.of("4821")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "STOP",
                "ok",
                "ack 48211",
                "ack 482",
                "back 4821",
                "ack 4821 4822",
                "Acknowledged: web-01",
                ".",
                "ack                                            4821"
            })
    void anythingElseIsNone(String text) {
        assertThat(ShortAnswer.of(text)).isEmpty();
    }
}
