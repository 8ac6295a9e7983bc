package io.nocturne.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.server.FakeClock;
import io.nocturne.server.audit.Tally.Counted;
import io.nocturne.server.audit.Tally.Seen;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {

    private final FakeClock clock = new FakeClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final Tally tally = new Tally(clock);

    @Test
    void theFirstIsToldAtOnceAndTheRestAsANumberWithinAMinute() {
        tally.add(wrong("admin"));
        assertThat(tally.drain(false)).extracting(Counted::number).containsExactly(1L);
        for (int i = 0; i < 9_999; i++) {
            tally.add(wrong("admin"));
        }

        assertThat(tally.drain(false)).isEmpty();
        clock.advance(Tally.WINDOW);
        assertThat(tally.drain(false)).extracting(Counted::number).containsExactly(9_999L);
    }

    @Test
    void aThousandNamesTakeAFewHundredLines() {
        for (int i = 0; i < 1_000; i++) {
            tally.add(wrong("user" + i));
        }

        List<Counted> told = tally.drain(false);

        assertThat(told).hasSize(Tally.MAX_TOLD_APART + 1);
        assertThat(told.stream().mapToLong(Counted::number).sum()).isEqualTo(1_000);
    }

    @Test
    void whatStrangersDoDoesNotHideASignIn() {
        for (int i = 0; i < 1_000; i++) {
            tally.add(wrong("user" + i));
        }
        Seen signIn = new Seen(EventKind.SIGN_IN, new Origin("admin", "192.0.2.1"), "signed in");
        tally.add(signIn);

        assertThat(tally.drain(false)).extracting(Counted::seen).contains(signIn);
    }

    @Test
    void whatIsOverIsForgotten() {
        for (int minute = 0; minute < 3; minute++) {
            for (int i = 0; i < Tally.MAX_TOLD_APART; i++) {
                tally.add(wrong("minute " + minute + " user " + i));
            }
            assertThat(tally.drain(false)).hasSize(Tally.MAX_TOLD_APART);
            clock.advance(Tally.WINDOW);
            assertThat(tally.drain(false)).isEmpty();
        }
    }

    private static Seen wrong(String user) {
        return new Seen(EventKind.SIGN_IN_REFUSED, new Origin(user, "192.0.2.1"), "wrong");
    }
}
