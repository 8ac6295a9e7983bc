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
    void aLimitOfAllTheTimeIsNone() {
        CostLimit all = new CostLimit(clock, 1);
        assertThat(all.begin()).isTrue();
        clock.advance(Duration.ofSeconds(3));
        all.end();

        assertThat(all.begin()).isTrue();
    }
}
