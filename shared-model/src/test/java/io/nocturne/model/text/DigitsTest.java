package io.nocturne.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "0.0004, < 0.001",
        "0.001, 0.001",
        "0.0994, 0.099",
        "0.1, 0.1",
        "9.414, 9.41",
        "9.995, 10",
        "61.44, 61.4",
        "99.95, 100",
        "1234.5, 1235",
        "-61.44, -61.4"
    })
    void hasThreeSignificantDigits(double value, String text) {
        assertThat(Digits.significant(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 %",
        "0.0004, < 0.1 %",
        "0.001, 0.1 %",
        "0.5, 50.0 %",
        "0.964, 96.4 %",
        "0.9996, > 99.9 %",
        "1, 100 %",
        "3.141, 314 %",
        "-0.5, -50.0 %"
    })
    void saysAllAndNothingOnlyWhereItIsSo(double fraction, String text) {
        assertThat(Digits.percent(fraction)).isEqualTo(text);
    }
}
