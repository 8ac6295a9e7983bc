package io.nocturne.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.server.FakeClock;
import io.nocturne.server.access.SignInThrottle.Pair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KnownAddressesTest {

    private static final Pair HOME = new Pair("admin", "192.0.2.1");
    private static final String PASSWORD = "right-password";

    private final FakeClock clock = new FakeClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final KnownAddresses known = new KnownAddresses(new SecureRandom(), clock);

    @Test
    void thePasswordThatWasRightFromThereIsKnown() {
        known.remember(HOME, PASSWORD, "hash");

        assertThat(known.hashFor(HOME, PASSWORD)).contains("hash");
        assertThat(known.hashFor(HOME, "wrong-password")).isEmpty();
        assertThat(known.hashFor(new Pair("admin", "192.0.2.2"), PASSWORD)).isEmpty();
    }

    @Test
    void theDigestCannotBeTriedWithoutEnd() {
        known.remember(HOME, PASSWORD, "hash");
        for (int i = 0; i < KnownAddresses.MAX_MISSES; i++) {
            known.hashFor(HOME, "guess " + i);
        }

        assertThat(known.hashFor(HOME, PASSWORD)).isEmpty();
    }

    @Test
    void anAddressIsForgottenAfterHalfADay() {
        known.remember(HOME, PASSWORD, "hash");
        clock.advance(Duration.ofHours(12).plusSeconds(1));

        assertThat(known.isKnown(HOME)).isFalse();
    }
}
