package io.nocturne.model.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostStopTest {

    private static final Instant LAST = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    @ParameterizedTest
    @CsvSource({"-60, STOPPED", "0, STOPPED", "2, STOPPED", "3, REPORTING"})
    void onlyASampleTakenAfterTheGoodbyeEndsIt(long sampleSeconds, HostState expected) {
        HostStop stop = new HostStop(StopReason.AGENT_STOPPED, LAST.plusSeconds(2), LAST);

        assertThat(HostState.of(stop, LAST.plusSeconds(sampleSeconds), INTERVAL, LAST.plusSeconds(4)))
                .isEqualTo(expected);
    }

    @Test
    void aGoodbyeHoldsAlthoughTheClockWasSetBackBeforeIt() {
        HostStop stop = new HostStop(StopReason.AGENT_STOPPED, LAST.minusSeconds(3_600), LAST);

        assertThat(HostState.of(stop, LAST, INTERVAL, LAST.plusSeconds(60))).isEqualTo(HostState.STOPPED);
    }

    @Test
    void aHostThatNeverReportedCanSayGoodbye() {
        HostStop stop = new HostStop(StopReason.HOST_SHUTDOWN, LAST, null);

        assertThat(HostState.of(stop, null, INTERVAL, LAST)).isEqualTo(HostState.STOPPED);
    }

    @Test
    void aHostThatCameBackAndFellSilentIsStale() {
        HostStop stop = new HostStop(StopReason.HOST_SUSPEND, LAST, LAST);

        assertThat(HostState.of(stop, LAST.plusSeconds(5), INTERVAL, LAST.plusSeconds(60)))
                .isEqualTo(HostState.STALE);
    }
}
