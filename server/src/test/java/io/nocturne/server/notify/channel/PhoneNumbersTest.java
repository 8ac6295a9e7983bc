package io.nocturne.server.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneNumbersTest {

    @ParameterizedTest
    @CsvSource({
        "+821012345678, +821012345678, true",
        "010-1234-5678, 01012345678, true",
        "010-1234-5678, +821012345678, true",
        "+821012345678, 01012345678, true",
        "+821012345678, 821012345678, true",
        "+821012345678, +821012345679, false",
        "010-1234-5678, +8299991012345678, false",
        "010-1234-5678, 1012345678, false",
        "012, +8212, false",
        "+821012345678, '', false",
        "+821012345678, anonymous, false",
    })
    void aNumberIsTheSameWithTheCodeOfItsCountryOrAZero(String known, String from, boolean isSame) {
        assertThat(PhoneNumbers.hold(List.of("+15005550006", known), from)).isEqualTo(isSame);
    }
}
