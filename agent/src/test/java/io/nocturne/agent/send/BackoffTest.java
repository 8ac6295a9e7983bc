package io.nocturne.agent.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final RandomGenerator NO_JITTER = always(0);

    @Test
    void quickAttemptsComeFirstThenTheWaitDoublesToAQuarterOfAMinute() {
        Backoff backoff = new Backoff(3, NO_JITTER);

        assertThat(IntStream.range(0, 8).mapToObj(_ -> backoff.next()))
                .containsExactly(
                        Backoff.QUICK,
                        Backoff.QUICK,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(15));
    }

    @Test
    void oneAttemptMeansNoQuickOnes() {
        assertThat(new Backoff(1, NO_JITTER).next()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aSuccessStartsOver() {
        Backoff backoff = new Backoff(1, NO_JITTER);
        backoff.next();
        backoff.next();

        backoff.reset();

        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void chanceShortensAWaitByUpToHalf() {
        assertThat(new Backoff(1, always(0xFFFF_FFFF_FFFF_FFFFL)).next())
                .isBetween(Duration.ofMillis(500), Duration.ofMillis(501));
    }

    private static RandomGenerator always(long bits) {
        return () -> bits;
    }
}
