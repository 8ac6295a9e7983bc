package io.nocturne.console.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.console.net.FakeClock;
import io.nocturne.console.net.LinkFault;
import io.nocturne.console.net.LivePhase;
import io.nocturne.console.state.LinkState.Mode;
import io.nocturne.model.live.LiveMessage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkWatchTest {

    private static final Instant START = Instant.parse("2026-11-22T14:02:31Z");

    private final FakeClock clock = new FakeClock(START);
    private final LinkWatch watch = new LinkWatch(clock);

    @ParameterizedTest
    @CsvSource({"0, LIVE", "2200, LIVE", "2400, LATE", "4000, LATE", "4001, STALE", "3600000, STALE"})
    void turnsStaleByItselfAfterTwoIntervals(long silenceMillis, Mode mode) {
        hello();

        clock.move(Duration.ofMillis(silenceMillis));

        assertThat(watch.state().mode()).isEqualTo(mode);
    }

    @Test
    void saysSinceWhenAndWhenItTriesAgain() {
        hello();
        Instant retryAt = START.plusSeconds(60);
        watch.phase(new LivePhase.Waiting(LinkFault.REFUSED, retryAt));

        clock.move(Duration.ofSeconds(56));

        assertThat(watch.state())
                .isEqualTo(new LinkState(
                        Mode.STALE, START, Duration.ofSeconds(56), retryAt, LinkFault.REFUSED, Duration.ZERO));
    }

    @Test
    void aConnectionThatNeverSpokeIsStaleToo() {
        assertThat(watch.state().mode()).isEqualTo(Mode.CONNECTING);

        clock.move(Duration.ofSeconds(5));

        assertThat(watch.state().mode()).isEqualTo(Mode.STALE);
    }

    @Test
    void isLiveAgainWithTheFirstFrame() {
        hello();
        clock.move(Duration.ofMinutes(5));

        watch.received(new LiveMessage.Heartbeat(1, clock.instant()));

        assertThat(watch.state().mode()).isEqualTo(Mode.LIVE);
    }

    @Test
    void learnsTheServersClock() {
        watch.received(new LiveMessage.Heartbeat(1, START.plusSeconds(90)));

        assertThat(watch.serverNow()).isEqualTo(START.plusSeconds(90));
    }

    private void hello() {
        watch.received(new LiveMessage.Hello(clock.instant(), "test", 2_000));
    }
}
