package io.nocturne.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0                             | 0
                    30                            | 30
                    86400                         | 600
                    99999999999999999999          | 600
                    Sun, 22 Nov 2026 10:00:42 GMT | 42
                    Sun, 22 Nov 2026 09:00:00 GMT | 0
                    """)
    void readsSecondsAndDatesUpToTenMinutes(String header, long seconds) {
        assertThat(RetryAfter.parse(header, NOW)).hasValue(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "soon", "-5", "1.5"})
    void whatIsNeitherIsAbsent(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }

    @Test
    void noHeaderIsAbsent() {
        assertThat(RetryAfter.parse(null, NOW)).isEmpty();
    }
}
