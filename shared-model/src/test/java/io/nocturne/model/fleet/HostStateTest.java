package io.nocturne.model.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostStateTest {

    private static final Instant LAST = Instant.parse("2026-11-22T10:00:00Z");

    @ParameterizedTest
    @CsvSource({"0, REPORTING", "5, REPORTING", "10, REPORTING", "11, STALE", "3600, STALE", "-3, REPORTING"})
    void isStaleAfterTwoIntervalsOfFiveSeconds(long ageSeconds, HostState expected) {
        assertThat(HostState.of(LAST, Duration.ofSeconds(5), LAST.plusSeconds(ageSeconds)))
                .isEqualTo(expected);
    }

    @Test
    void aHostThatNeverReportedIsNotStale() {
        assertThat(HostState.of(null, Duration.ofSeconds(5), LAST)).isEqualTo(HostState.NEVER_REPORTED);
    }
}
