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

    @Test
    void silenceIsExcusedWhileTheServerWasAway() {
        Duration interval = Duration.ofSeconds(5);
        Instant until = LAST.plusSeconds(60);

        assertThat(HostState.of(null, LAST, until, interval, LAST.plusSeconds(59)))
                .isEqualTo(HostState.REPORTING);
        assertThat(HostState.of(null, LAST, until, interval, until)).isEqualTo(HostState.STALE);
        assertThat(HostState.of(null, null, until, interval, LAST)).isEqualTo(HostState.NEVER_REPORTED);
        assertThat(HostState.of(null, LAST, null, interval, LAST.plusSeconds(59)))
                .isEqualTo(HostState.STALE);
    }
}
