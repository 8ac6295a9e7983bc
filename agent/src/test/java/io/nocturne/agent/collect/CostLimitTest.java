package io.nocturne.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.testing.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CostLimitTest {

    private final FakeClock clock = new FakeClock();
    private long cpuNanos;
    private final CostLimit limit = new CostLimit(clock, () -> cpuNanos, 0.01);

    @Test
    void whatCostsNothingIsAlwaysDue() {
        assertThat(limit.begin()).isTrue();
        limit.end();

        assertThat(limit.begin()).isTrue();
    }

    @Test
    void whatTookATenthOfASecondWaitsForTenSeconds() {
        assertThat(limit.begin()).isTrue();
        work(Duration.ofMillis(100));
        limit.end();

        clock.advance(Duration.ofMillis(9_899));
        assertThat(limit.begin()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(limit.begin()).isTrue();
    }

    @Test
    void whatWasHeldUpByOthersCountsForWhatItWorked() {
        assertThat(limit.begin()).isTrue();
        work(Duration.ofMillis(10));
        clock.advance(Duration.ofMillis(500));
        limit.end();

        clock.advance(Duration.ofMillis(489));
        assertThat(limit.begin()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(limit.begin()).isTrue();
    }

    @Test
    void aLimitOfAllTheTimeIsNone() {
        CostLimit all = new CostLimit(clock, () -> cpuNanos, 1);
        assertThat(all.begin()).isTrue();
        work(Duration.ofSeconds(3));
        all.end();

        assertThat(all.begin()).isTrue();
    }

    private void work(Duration time) {
        clock.advance(time);
        cpuNanos += time.toNanos();
    }
}
