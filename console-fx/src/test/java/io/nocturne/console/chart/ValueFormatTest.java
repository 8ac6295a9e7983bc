package io.nocturne.console.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.metric.Display;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueFormatTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PERCENT       | 0.964     | 96.4 %
            PERCENT       | 0.5       | 50.0 %
            PERCENT       | 0         | 0 %
            PERCENT       | 0.0004    | < 0.1 %
            PERCENT       | 0.001     | 0.1 %
            PERCENT       | 0.9999    | > 99.9 %
            PERCENT       | 1         | 100 %
            PERCENT       | 3.141     | 314 %
            BINARY_BYTES  | 51324649472 | 47.8 GiB
            BINARY_BYTES  | 1024      | 1 KiB
            BINARY_BYTES  | 0         | 0 B
            DECIMAL_BYTES | 1.74e12   | 1.74 TB
            DECIMAL_BYTES | 65.1e9    | 65.1 GB
            DECIMAL_BYTES | 999.6e6   | 1 GB
            BYTE_RATE     | 266e6     | 266 MB/s
            BYTE_RATE     | 14.2e6    | 14.2 MB/s
            EVENT_RATE    | 1200      | 1.2 k/s
            EVENT_RATE    | 38        | 38 /s
            MILLISECONDS  | 0.061     | 61 ms
            MILLISECONDS  | 0.0094    | 9.4 ms
            MILLISECONDS  | 1.25      | 1.25 s
            DURATION      | 3564000   | 41 d 6 h
            NUMBER        | 1.6       | 1.6
            NUMBER        | 1234      | 1234
            NUMBER        | 62400     | 62.4 k
            NUMBER        | 1234567   | 1.23 M
            """)
    void writesValuesAsPeopleReadThem(Display display, double value, String text) {
        assertThat(ValueFormat.of(display, Locale.ENGLISH).text(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3564000 | 41 d 6 h | 41일 6시간
            677     | 11 m 17 s | 11분 17초
            4320    | 1 h 12 m | 1시간 12분
            190     | 3 m 10 s | 3분 10초
            56      | 56 s     | 56초
            60      | 1 m      | 1분
            0       | 0 s      | 0초
            """)
    void writesDurationsInTwoUnits(long seconds, String english, String korean) {
        assertThat(ValueFormat.duration(Duration.ofSeconds(seconds), Locale.ENGLISH))
                .isEqualTo(english);
        assertThat(ValueFormat.duration(Duration.ofSeconds(seconds), Locale.KOREAN))
                .isEqualTo(korean);
    }

    @Test
    void saysThatAValueIsMissing() {
        assertThat(ValueFormat.of(Display.PERCENT, Locale.ENGLISH).text(OptionalDouble.empty()))
                .isEqualTo("no data");
        assertThat(ValueFormat.of(Display.PERCENT, Locale.KOREA).text(OptionalDouble.empty()))
                .isEqualTo("데이터 없음");
        assertThat(ValueFormat.of(Display.NUMBER, Locale.GERMANY).text(Double.NaN))
                .isEqualTo("no data");
    }

    @Test
    void bothLanguagesHaveTheSameWords() {
        ResourceBundle english = ResourceBundle.getBundle("io.nocturne.console.chart.chart", Locale.ROOT);
        ResourceBundle korean = ResourceBundle.getBundle("io.nocturne.console.chart.chart", Locale.KOREAN);

        assertThat(korean.getLocale()).isEqualTo(Locale.KOREAN);
        assertThat(korean.keySet()).isEqualTo(english.keySet());
        for (String key : english.keySet()) {
            assertThat(korean.getString(key)).as(key).isNotBlank();
        }
    }
}
