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
    void isStoppedFromTheGoodbyeUntilTheNextSample() {
        HostStop stop = new HostStop(StopReason.AGENT_STOPPED, LAST.plusSeconds(1));
        Duration interval = Duration.ofSeconds(5);

        assertThat(HostState.of(LAST, stop, interval, LAST.plusSeconds(1))).isEqualTo(HostState.STOPPED);
        assertThat(HostState.of(LAST, stop, interval, LAST.plusSeconds(9_000))).isEqualTo(HostState.STOPPED);
        assertThat(HostState.of(null, stop, interval, LAST)).isEqualTo(HostState.STOPPED);
        assertThat(HostState.of(LAST.plusSeconds(2), stop, interval, LAST.plusSeconds(3)))
                .isEqualTo(HostState.REPORTING);
        assertThat(HostState.of(LAST, null, interval, LAST.plusSeconds(60))).isEqualTo(HostState.STALE);
    }

    @Test
    void aHostThatNeverReportedIsNotStale() {
        assertThat(HostState.of(null, Duration.ofSeconds(5), LAST)).isEqualTo(HostState.NEVER_REPORTED);
    }
}
