package io.nocturne.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.testing.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CostLimitTest {

    private final FakeClock clock = new FakeClock();
    private final CostLimit limit = new CostLimit(clock, 0.01);

    @Test
    void whatCostsNothingIsAlwaysDue() {
        assertThat(limit.begin()).isTrue();
        limit.end();

        assertThat(limit.begin()).isTrue();
    }

    @Test
    void whatTookATenthOfASecondWaitsForTenSeconds() {
        assertThat(limit.begin()).isTrue();
        clock.advance(Duration.ofMillis(100));
        limit.end();

        clock.advance(Duration.ofMillis(9_899));
        assertThat(limit.begin()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(limit.begin()).isTrue();
    }

    @Test
    void oneReadingThatWasHeldUpDoesNotStretchThePause() {
        read(Duration.ofMillis(10));
        clock.advance(Duration.ofMillis(990));
        read(Duration.ofMillis(500));
        clock.advance(Duration.ofMillis(500));

        assertThat(limit.begin()).isTrue();
    }

    @Test
    void whatHasBecomeCostlyIsNoticedAfterAFewReadings() {
        read(Duration.ofMillis(10));
        for (int i = 0; i < CostLimit.REMEMBERED; i++) {
            clock.advance(Duration.ofSeconds(60));
            read(Duration.ofMillis(500));
        }

        clock.advance(Duration.ofSeconds(49));
        assertThat(limit.begin()).isFalse();
    }

    private void read(Duration takes) {
        assertThat(limit.begin()).isTrue();
        clock.advance(takes);
        limit.end();
    }
}
