package io.nocturne.server.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.fleet.AgentEvent;
import io.nocturne.model.fleet.HostDescription;
import io.nocturne.model.fleet.HostState;
import io.nocturne.model.fleet.HostStop;
import io.nocturne.model.fleet.StopReason;
import io.nocturne.server.FakeClock;
import io.nocturne.server.fleet.store.HostStore.StoredHost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HeardTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final FakeClock clock = new FakeClock(START);
    private final Heard reporting = Heard.never(new StoredHost(
                    UUID.randomUUID(),
                    new HostDescription("k", "web-1", null, null, null, null, null, null, Map.of()),
                    5_000,
                    START))
            .at(START, START);

    @Test
    void silenceWithoutAGoodbyeIsStale() {
        clock.advance(Duration.ofSeconds(11));

        assertThat(state(reporting)).isEqualTo(HostState.STALE);
    }

    @Test
    void silenceThatIsExcusedIsNotStaleUntilItsEndOrTheNextSample() {
        Heard excused = reporting.excused(START.plusSeconds(40));
        clock.advance(Duration.ofSeconds(39));
        assertThat(state(excused)).isEqualTo(HostState.REPORTING);
        assertThat(excused.summary(clock.instant()).excusedUntil()).isEqualTo(START.plusSeconds(40));
        Heard back = excused.at(START.plusSeconds(38), START.plusSeconds(39));

        clock.advance(Duration.ofSeconds(1));
        assertThat(state(excused)).isEqualTo(HostState.STALE);
        assertThat(excused.summary(clock.instant()).excusedUntil()).isNull();
        assertThat(state(back)).isEqualTo(HostState.REPORTING);
        assertThat(back.summary(clock.instant()).excusedUntil()).isNull();
        clock.advance(Duration.ofSeconds(9));
        assertThat(state(back)).isEqualTo(HostState.STALE);
    }

    @Test
    void silenceAfterAGoodbyeIsStoppedForAsLongAsItLasts() {
        Heard stopped = reporting.told(List.of(goodbye(1, StopReason.HOST_SHUTDOWN)));
        assertThat(state(stopped)).isEqualTo(HostState.STOPPED);

        clock.advance(Duration.ofDays(30));

        assertThat(state(stopped)).isEqualTo(HostState.STOPPED);
        assertThat(stopped.summary(clock.instant()).stop())
                .isEqualTo(new HostStop(StopReason.HOST_SHUTDOWN, START.plusSeconds(1), START));
    }

    @Test
    void theLastWordOfADeliveryCounts() {
        Heard again = reporting.told(List.of(
                goodbye(1, StopReason.AGENT_STOPPED), new AgentEvent(START, AgentEvent.Type.STARTED, null, null)));
        Heard gone = again.told(List.of(
                new AgentEvent(START, AgentEvent.Type.RESUMED, null, null),
                goodbye(2, StopReason.HOST_SUSPEND),
                new AgentEvent(START, AgentEvent.Type.SNAPSHOTS_LOST, null, null)));

        assertThat(state(again)).isEqualTo(HostState.REPORTING);
        assertThat(state(gone)).isEqualTo(HostState.STOPPED);
    }

    @Test
    void aBacklogFromBeforeTheGoodbyeDoesNotEndIt() {
        Heard stopped = reporting.told(List.of(goodbye(1, StopReason.AGENT_STOPPED)));

        assertThat(state(stopped.at(START.minusSeconds(60), START))).isEqualTo(HostState.STOPPED);
        assertThat(state(stopped.at(START.plusSeconds(2), START))).isEqualTo(HostState.REPORTING);
    }

    @Test
    void anotherReasonIsWorthTelling() {
        Heard asleep = reporting.told(List.of(goodbye(1, StopReason.HOST_SUSPEND)));
        Heard down = asleep.told(List.of(goodbye(1, StopReason.HOST_SHUTDOWN)));

        assertThat(down.face(START)).isNotEqualTo(asleep.face(START));
    }

    private HostState state(Heard heard) {
        return heard.face(clock.instant()).state();
    }

    private static AgentEvent goodbye(int afterSeconds, StopReason reason) {
        return new AgentEvent(START.plusSeconds(afterSeconds), AgentEvent.Type.STOPPING, reason, null);
    }
}
