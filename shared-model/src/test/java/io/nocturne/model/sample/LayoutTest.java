package io.nocturne.model.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {

    private static final SeriesKey USER = SeriesKey.of("system.cpu.utilization", Map.of("cpu.mode", "user"));
    private static final SeriesKey IDLE = SeriesKey.of("system.cpu.utilization", Map.of("cpu.mode", "idle"));

    /// Stored data names layouts by this id: it must never change.
    @Test
    void idIsTheDocumentedHash() {
        assertThat(new Layout(List.of(USER)).id()).isEqualTo("851698002977d2e42eae86dcbfcd5cfc");
    }

    @Test
    void orderIsPartOfTheId() {
        assertThat(new Layout(List.of(USER, IDLE)).id()).isNotEqualTo(new Layout(List.of(IDLE, USER)).id());
    }

    @Test
    void theSameSeriesTwiceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Layout(List.of(USER, USER)))
                .withMessageContaining("twice");
    }

    @Test
    void anEmptyLayoutIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Layout(List.of()));
    }

    @Test
    void canonicalFormEscapesSoThatNoTwoKeysAreAlike() {
        SeriesKey tricky = SeriesKey.of("m", Map.of("a", "1\",b=\"2"));
        SeriesKey plain = SeriesKey.of("m", Map.of("a", "1", "b", "2"));

        assertThat(tricky.canonical()).isNotEqualTo(plain.canonical());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1cpu", "cpu load", "cpu{", "cpu\n"})
    void aWrongMetricNameIsNamedInTheError(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeriesKey.of(name))
                .withMessageContaining("metric name");
    }

    @Test
    void namesAndValuesHaveALength() {
        assertThatIllegalArgumentException().isThrownBy(() -> SeriesKey.of("m".repeat(129)));
        assertThatIllegalArgumentException().isThrownBy(() -> SeriesKey.of("m", Map.of("a", "v".repeat(513))));
    }
}
