package io.nocturne.server.notify.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueTextTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "system.filesystem.utilization, 1, 0.964, 96.4 %, 96.4 %",
                "system.filesystem.utilization, 1, 0.9, 90.0 %, 90.0 %",
                "system.filesystem.utilization, 1, 0.0004, < 0.1 %, < 0.1 %",
                "system.filesystem.utilization, 1, 0.9999, > 99.9 %, > 99.9 %",
                "system.filesystem.utilization, 1, 0, 0 %, 0 %",
                "system.memory.usage, By, 51324655206, 47.8 GiB, 47.8 GiB",
                "system.disk.io, By/s, 266000000, 266 MB/s, 266 MB/s",
                "system.filesystem.utilization, s, 4320, 1 h 12 m, 1시간 12분",
                "-, s, 677, 11 m 17 s, 11분 17초",
                "-, s, 0.061, 61 ms, 61 ms",
                "-, {interval}, 3, 3 intervals, 수집 주기 3회",
                "-, {event}, 12, 12 events, 12회",
                "-, {unheard}, 1234.56, 1235, 1235",
                "my.metric, -, 16384, 16.4 k, 16.4 k",
                "my.metric, V, 12.345, 12.3 V, 12.3 V",
                "my.metric, -, NaN, no data, 데이터 없음",
            })
    void writesValuesAsTheCatalogDisplaysThem(String metric, String unit, double value, String english, String korean) {
        assertThat(ValueText.of(metric, unit, Locale.ENGLISH).text(value)).isEqualTo(english);
        assertThat(ValueText.of(metric, unit, Locale.KOREAN).text(value)).isEqualTo(korean);
    }

    @ParameterizedTest
    @CsvSource({"0.9, 90 %", "0.955, 95.5 %"})
    void writesAThresholdAsSomebodySetIt(double value, String text) {
        assertThat(ValueText.of("system.filesystem.utilization", "1", Locale.ENGLISH)
                        .limit(value))
                .isEqualTo(text);
    }
}
