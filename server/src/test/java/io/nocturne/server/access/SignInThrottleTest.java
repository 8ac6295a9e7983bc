package io.nocturne.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.server.FakeClock;
import io.nocturne.server.access.SignInThrottle.Pair;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {

    private static final Pair ADMIN = new Pair("admin", "192.0.2.1");

    private final FakeClock clock = new FakeClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final SignInThrottle throttle = new SignInThrottle(clock);

    @Test
    void whoIsWrongAgainAndAgainWaitsLongerEachTime() {
        for (int i = 0; i < SignInThrottle.PAIR_TIMES; i++) {
            assertThat(throttle.take(ADMIN, false)).isZero();
        }
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThat(throttle.take(ADMIN, false)).isEqualTo(Duration.ofSeconds(seconds));
            clock.advance(Duration.ofSeconds(seconds));
            assertThat(throttle.take(ADMIN, false)).isZero();
        }
    }

    @Test
    void attemptsThatAreRefusedDoNotMakeTheWaitLonger() {
        times(SignInThrottle.PAIR_TIMES, ADMIN);
        times(10_000, ADMIN);

        clock.advance(Duration.ofSeconds(1));
        assertThat(throttle.take(ADMIN, false)).isZero();
    }

    @Test
    void aRightPasswordBeginsAnew() {
        times(SignInThrottle.PAIR_TIMES - 1, ADMIN);
        throttle.right(ADMIN);

        assertThat(times(SignInThrottle.PAIR_TIMES, ADMIN)).isEqualTo(SignInThrottle.PAIR_TIMES);
    }

    @Test
    void anAddressThatTriesManyAccountsIsSlowedDownAndNobodyElse() {
        int looked = IntStream.range(0, 1_000)
                .map(i -> times(1, new Pair("user" + i, "192.0.2.1")))
                .sum();

        assertThat(looked).isEqualTo(SignInThrottle.ADDRESS_TIMES);
        assertThat(throttle.take(new Pair("user1", "192.0.2.2"), false)).isZero();
    }

    @Test
    void anAccountThatManyAddressesTryIsSlowedDownForThem() {
        int looked = IntStream.range(0, 1_000)
                .map(i -> times(3, new Pair("admin", "192.0.2." + i)))
                .sum();

        assertThat(looked).isEqualTo(2 * 1_000 + SignInThrottle.ACCOUNT_TIMES);
    }

    @Test
    void whatStrangersDoToAnAccountLocksNobodyOutOfIt() {
        IntStream.range(0, 1_000).forEach(i -> times(3, new Pair("admin", "192.0.2." + i)));

        assertThat(throttle.take(new Pair("admin", "198.51.100.7"), false))
                .as("an address that was never wrong")
                .isZero();
        Pair known = new Pair("admin", "198.51.100.8");
        for (int i = 0; i < SignInThrottle.PAIR_TIMES; i++) {
            assertThat(throttle.take(known, true))
                    .as("an address that signed in before")
                    .isZero();
        }
    }

    @Test
    void anAddressIsANewcomerUntilItWasWrong() {
        assertThat(throttle.isNewcomer(ADMIN)).isTrue();
        throttle.take(ADMIN, false);
        assertThat(throttle.isNewcomer(ADMIN)).isFalse();
        throttle.right(ADMIN);
        assertThat(throttle.isNewcomer(ADMIN)).isTrue();
    }

    private int times(int number, Pair pair) {
        return (int) IntStream.range(0, number)
                .filter(_ -> throttle.take(pair, false).isZero())
                .count();
    }
}
