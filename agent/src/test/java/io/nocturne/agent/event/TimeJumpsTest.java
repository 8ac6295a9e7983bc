package io.nocturne.agent.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.event.TimeJumps.Jump;
import io.nocturne.model.fleet.AgentEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimeJumpsTest {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final TimeJumps jumps = new TimeJumps();
    private Instant wall = Instant.parse("2026-11-22T10:00:00Z");
    private long ticks = 77;
    private long sinceBoot = 1_000_000;

    @BeforeEach
    void start() {
        assertThat(look()).isEmpty();
    }

    @Test
    void timeThatJustPassesIsNoEvent() {
        pass(INTERVAL);
        assertThat(look()).isEmpty();
        pass(Duration.ofHours(1));
        assertThat(look()).isEmpty();
    }

    @Test
    void sleepIsToldByHowLongItWas() {
        pass(INTERVAL);
        sleep(Duration.ofMinutes(90));

        assertThat(look()).containsExactly(new Jump(AgentEvent.Type.RESUMED, "the host was asleep for 5400 s"));
        pass(INTERVAL);
        assertThat(look()).isEmpty();
    }

    @Test
    void theCoarseClockSinceTheBootIsNoSleep() {
        pass(INTERVAL);
        sinceBoot += Duration.ofMillis(990).toNanos();

        assertThat(look()).isEmpty();
    }

    @Test
    void aClockThatIsSetIsToldWithItsSign() {
        pass(INTERVAL);
        wall = wall.plusMillis(3_500);
        assertThat(look()).containsExactly(new Jump(AgentEvent.Type.CLOCK_STEPPED, "the clock was set by +3.500 s"));

        pass(INTERVAL);
        wall = wall.minusSeconds(7_200);
        assertThat(look()).containsExactly(new Jump(AgentEvent.Type.CLOCK_STEPPED, "the clock was set by -7200.000 s"));
    }

    @Test
    void aClockThatIsSlewedIsNotSet() {
        for (int i = 0; i < 100; i++) {
            pass(INTERVAL);
            wall = wall.plusMillis(100);
            assertThat(look()).isEmpty();
        }
    }

    @Test
    void aClockThatIsSetAfterSleepIsToldBesideIt() {
        sleep(Duration.ofHours(8));
        wall = wall.minusSeconds(10);

        assertThat(look())
                .extracting(Jump::type)
                .containsExactly(AgentEvent.Type.RESUMED, AgentEvent.Type.CLOCK_STEPPED);
    }

    @Test
    void withoutAClockThatCountsSleepItIsNotGuessed() {
        TimeJumps blind = new TimeJumps();
        blind.until(new Moment(wall, ticks, OptionalLong.empty()));
        wall = wall.plusSeconds(3_600);

        assertThat(blind.until(new Moment(wall, ticks, OptionalLong.empty())))
                .containsExactly(new Jump(
                        AgentEvent.Type.CLOCK_STEPPED, "the clock was set by +3600.000 s, or the host was asleep"));
    }

    private void pass(Duration time) {
        wall = wall.plus(time);
        ticks += time.toNanos();
        sinceBoot += time.toNanos();
    }

    private void sleep(Duration time) {
        wall = wall.plus(time);
        sinceBoot += time.toNanos();
    }

    private List<Jump> look() {
        return jumps.until(new Moment(wall, ticks, OptionalLong.of(sinceBoot)));
    }
}
