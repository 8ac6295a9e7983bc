package io.nocturne.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.server.FakeClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private final FakeClock clock = new FakeClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final RateLimits limits = new RateLimits(3, Duration.ofSeconds(2), 100, clock);

    @Test
    void aKeyHasItsTimesAtOnceAndThenOneEachSoOften() {
        for (int i = 0; i < 3; i++) {
            assertThat(limits.take("a")).isZero();
        }
        assertThat(limits.take("a")).isEqualTo(Duration.ofSeconds(2));

        clock.advance(Duration.ofSeconds(2));
        assertThat(limits.take("a")).isZero();
        assertThat(limits.take("a")).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void keysDoNotShare() {
        for (int i = 0; i < 4; i++) {
            limits.take("a");
        }

        assertThat(limits.take("b")).isZero();
    }

    @Test
    void whatIsGivenBackMayBeTakenAgain() {
        for (int i = 0; i < 3; i++) {
            limits.take("a");
        }
        limits.giveBack("a");

        assertThat(limits.take("a")).isZero();
        assertThat(limits.take("a")).isPositive();
    }

    @Test
    void anAllowanceGrowsNoFurtherThanItsTimes() {
        limits.take("a");
        clock.advance(Duration.ofDays(1));
        assertThat(limits.isWhole("a")).isTrue();

        for (int i = 0; i < 3; i++) {
            assertThat(limits.take("a")).isZero();
        }
        assertThat(limits.take("a")).isPositive();
    }
}
