package io.nocturne.server.platform.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nocturne.model.fleet.PartStatus.State;
import io.nocturne.server.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopTest {

    private static final Pace PACE = new Pace(Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofSeconds(10));

    private final FakeClock clock = new FakeClock(Instant.parse("2026-11-22T00:00:00Z"));
    private final Parts parts = new Parts(clock);
    private final Part part = parts.part("journal", PACE);
    private final List<Duration> rests = new ArrayList<>();
    private boolean over;

    @Test
    void whateverIsThrownTheNextTurnComes() {
        Throwable[] thrown = {
            new OutOfMemoryError("as the test wants it"),
            new StackOverflowError(),
            new IllegalStateException(),
            new NoClassDefFoundError(),
            new AssertionError()
        };
        int[] turns = {0};
        run(awake -> {
            awake.run();
            if (turns[0] < thrown.length) {
                sneak(thrown[turns[0]++]);
            }
            turns[0]++;
            assertThat(part.state()).isEqualTo(State.FAILING);
            return false;
        });

        assertThat(turns[0]).isEqualTo(thrown.length + 1);
        assertThat(rests)
                .containsExactly(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(10));
        assertThat(part.status().failures()).isEqualTo(5);
        assertThat(part.status().lastSuccessAt()).isEqualTo(clock.instant());
    }

    @Test
    void anInterruptThatNobodyMeantEndsNothing() {
        int[] turns = {0};
        run(awake -> {
            turns[0]++;
            if (turns[0] == 1) {
                throw new InterruptedException();
            }
            if (turns[0] == 2) {
                Thread.currentThread().interrupt();
                Thread.sleep(1);
            }
            return false;
        });

        assertThat(turns[0]).isEqualTo(3);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(part.status().failures()).isEqualTo(2);
    }

    @Test
    void anInterruptOfItsOwnerEndsItAndThatIsSeen() {
        over = true;
        run(awake -> {
            throw new InterruptedException();
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(part.status().state()).isEqualTo(State.ENDED);
        assertThat(parts.problem()).hasValue("journal has ended");
    }

    @Test
    void aTurnThatTakesTooLongIsStuckAndThatItWaitsIsNot() {
        run(awake -> {
            clock.advance(Duration.ofDays(1));
            assertThat(parts.problem()).as("nothing to do").isEmpty();
            awake.run();
            clock.advance(Duration.ofSeconds(59));
            assertThat(parts.problem()).isEmpty();
            clock.advance(Duration.ofSeconds(2));
            assertThat(parts.problem()).hasValue("journal is stuck");
            return false;
        });
    }

    @Test
    void aPartThatFailsRestsLongerEachTimeAndComesBack() {
        assertThat(part.attempt(LoopTest::fail)).isFalse();
        assertThat(parts.problem()).hasValue("journal is failing");
        assertThat(part.attempt(() -> {})).as("it rests").isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(part.attempt(LoopTest::fail)).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(part.attempt(() -> {})).as("it rests longer").isFalse();
        clock.advance(Duration.ofSeconds(1));

        assertThat(part.attempt(() -> {})).isTrue();
        assertThat(parts.problem()).isEmpty();
        assertThat(part.status().failures()).isEqualTo(2);
        assertThat(part.status().cause()).isEqualTo("OutOfMemoryError");
    }

    /// A journal that nobody writes to any more has no turn that could work.
    @Test
    void aFailureThatNobodyRepeatsIsForgotten() {
        part.attempt(LoopTest::fail);
        clock.advance(Duration.ofMinutes(2));

        assertThat(parts.problem()).isEmpty();
    }

    @Test
    void aTickThatDoesNotComeIsSeen() {
        part.tick(Duration.ofSeconds(1), () -> {});
        clock.advance(Duration.ofSeconds(61));
        assertThat(parts.problem()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(parts.problem()).hasValue("journal is stuck");

        part.tick(Duration.ofSeconds(1), () -> {});
        assertThat(parts.problem()).isEmpty();
    }

    @Test
    void metersSayWhichPartFails() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        parts.bindTo(registry);
        Part late = parts.part("seal", PACE);
        late.attempt(LoopTest::fail);

        assertThat(registry.get("nocturne.part.failing")
                        .tag("part", "seal")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(registry.get("nocturne.part.failures")
                        .tag("part", "seal")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("nocturne.part.failing")
                        .tag("part", "journal")
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void aStopThatDoesNotEndIsEnded() {
        List<Integer> halts = new ArrayList<>();
        new LastResort(Duration.ofSeconds(60), rests::add, halts::add).run();

        assertThat(rests).containsExactly(Duration.ofSeconds(60));
        assertThat(halts).containsExactly(70);
    }

    private void run(Loop.Body body) {
        new Loop(part, body, () -> over, rests::add).run();
    }

    private static void fail() {
        throw new OutOfMemoryError("as the test wants it");
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
