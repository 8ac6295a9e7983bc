package io.nocturne.console.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "4, 8", "5, 15", "500, 15"})
    void waitsLongerUpToAQuarterMinute(int failures, int seconds) {
        assertThat(new Backoff(() -> 0.5).after(failures)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void spreadsConsolesByAFifth() {
        assertThat(new Backoff(() -> 0.0).after(1)).isEqualTo(Duration.ofMillis(800));
        assertThat(new Backoff(() -> 0.999_999).after(1)).isEqualTo(Duration.ofMillis(1_200));
    }
}
