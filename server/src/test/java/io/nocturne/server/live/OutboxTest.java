package io.nocturne.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.Severity;
import io.nocturne.model.live.LiveMessage;
import io.nocturne.model.live.LiveRequest.Subscribe;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.notify.DesktopNotice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Subscription.Cut CUT = new Subscription(new Subscribe("s", List.of(), List.of()))
            .cut(KnownLayout.of(new Layout(List.of(SeriesKey.of("m")))))
            .orElseThrow();

    private final Outbox outbox = new Outbox(1_000);

    @Test
    void theNewestWaitsAndSaysSinceWhenOthersWereLeftOut() throws InterruptedException {
        offer("h1", 0);
        offer("h1", 5);
        offer("h1", 10);

        assertThat(outbox.size()).isEqualTo(1);
        Outbox.Tick tick = take();
        assertThat(tick.time()).isEqualTo(START.plusSeconds(10));
        assertThat(tick.missedFrom()).isEqualTo(START);
    }

    @Test
    void anOlderOneThatComesLateDoesNotReplaceTheNewest() throws InterruptedException {
        offer("h1", 60);
        offer("h1", 5);

        Outbox.Tick tick = take();
        assertThat(tick.time()).isEqualTo(START.plusSeconds(60));
        assertThat(tick.missedFrom()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void theNewestOfASubscriptionTwiceIsNotAMiss() throws InterruptedException {
        newest("h1", 0);
        offer("h1", 0);
        newest("h1", 0);

        assertThat(take().missedFrom()).isNull();
    }

    /// An agent that sends two snapshots of one instant does not make the client forget what it missed.
    @Test
    void anotherSnapshotOfTheSameInstantKeepsWhatWasMissed() throws InterruptedException {
        offer("h1", 0);
        offer("h1", 5);
        offer("h1", 5);

        Outbox.Tick tick = take();
        assertThat(tick.missedFrom()).isEqualTo(START);
        assertThat(tick.missed().count()).isEqualTo(2);
    }

    @Test
    void onlyTheNewestOfAnAlertWaits() throws InterruptedException {
        outbox.offerAlert(alert("a", 1));
        outbox.offerAlert(alert("b", 1));
        outbox.offerAlert(alert("a", 2));

        assertThat(outbox.size()).isEqualTo(2);
        assertThat(outbox.take(Duration.ZERO))
                .hasValueSatisfying(item -> assertThat(item).isEqualTo(new Outbox.AlertStep(alert("a", 2))));
    }

    @Test
    void moreAlertsThanMayWaitAreToldAsThat() throws InterruptedException {
        for (int i = 0; i <= Outbox.MAX_ALERTS; i++) {
            outbox.offerAlert(alert("a" + i, 1));
        }

        assertThat(outbox.size()).isEqualTo(1);
        assertThat(outbox.take(Duration.ZERO))
                .hasValueSatisfying(item -> assertThat(item).isEqualTo(new Outbox.AlertsMissed()));
    }

    @Test
    void ofTooManyMessagesTheOldestGoAndTheNextOneSaysSo() throws InterruptedException {
        outbox.offerNoticesMissed(3);
        for (int i = 0; i < Outbox.MAX_NOTICES + 2; i++) {
            outbox.offerNotice(notice("n" + i));
        }

        assertThat(outbox.size()).isEqualTo(Outbox.MAX_NOTICES);
        assertThat(outbox.take(Duration.ZERO)).contains(new Outbox.Notice(notice("n2"), 5));
        assertThat(outbox.take(Duration.ZERO)).contains(new Outbox.Notice(notice("n3"), 0));
    }

    private static DesktopNotice notice(String id) {
        return new DesktopNotice(id, "firing", START, List.of(alert("a", 1)), 0, false);
    }

    private static Alert alert(String alertId, long version) {
        return new Alert(
                alertId,
                version,
                "cpu",
                "CPU",
                "h1",
                "web-1",
                null,
                Map.of(),
                Map.of(),
                AlertStatus.FIRING,
                Severity.WARNING,
                false,
                false,
                1,
                null,
                null,
                START,
                START,
                null,
                START,
                null,
                null,
                null,
                null,
                false,
                List.of(),
                null,
                null,
                null,
                null);
    }

    @Test
    void whatFindsNoRoomIsToldInOneStatement() throws InterruptedException {
        for (int host = 0; host < 1_500; host++) {
            offer("h" + host, host);
        }

        assertThat(outbox.size()).isEqualTo(1_001);
        for (int host = 0; host < 1_000; host++) {
            assertThat(take().missed().count()).isZero();
        }
        assertThat(outbox.take(Duration.ZERO))
                .contains(new Outbox.Missed("s", new Span(START.plusSeconds(1_000), START.plusSeconds(1_499), 500)));
    }

    @Test
    void whatWaitsWhenASubscriptionIsReplacedIsTold() throws InterruptedException {
        offer("h1", 0);
        offer("h1", 5);
        offer("h2", 10);
        outbox.replace("s");

        assertThat(outbox.take(Duration.ZERO))
                .contains(new Outbox.Missed("s", new Span(START, START.plusSeconds(10), 3)));
        assertThat(outbox.size()).isZero();
    }

    @Test
    void whatWaitsAtTheEndIsTold() {
        offer("h1", 0);
        offer("h1", 5);
        outbox.offerMissed("s", Span.of(START.plusSeconds(70)));
        outbox.close();

        assertThat(outbox.rest()).containsExactly(new Outbox.Missed("s", new Span(START, START.plusSeconds(70), 3)));
    }

    @Test
    void whatWasSentIsNotMissed() throws InterruptedException {
        offer("h1", 0);
        take();
        offer("h1", 5);

        assertThat(take().missedFrom()).isNull();
    }

    /// However slow the client, it costs one entry for each host.
    @Test
    void aClientThatNeverReadsIsBounded() {
        for (int i = 0; i < 100_000; i++) {
            offer("h" + i % 10, i);
        }
        for (int i = 0; i < 1_000; i++) {
            outbox.offerProblem(new LiveMessage.Problem(ProblemCode.REQUEST_INVALID, "no"));
        }

        assertThat(outbox.size()).isEqualTo(10 + 16);
    }

    @Test
    void hostsTakeTurns() throws InterruptedException {
        offer("h1", 0);
        offer("h2", 0);
        offer("h1", 5);

        assertThat(take().hostId()).isEqualTo("h1");
        assertThat(take().hostId()).isEqualTo("h2");
    }

    @Test
    void droppingASubscriptionForgetsWhatWaitedForIt() throws InterruptedException {
        offer("h1", 0);
        outbox.drop("s");

        assertThat(outbox.take(Duration.ZERO)).isEmpty();
    }

    @Test
    void aClosedOutboxTakesNothingMore() throws InterruptedException {
        outbox.close();
        offer("h1", 0);

        assertThat(outbox.take(Duration.ofDays(1))).isEmpty();
        assertThat(outbox.isClosed()).isTrue();
    }

    private void offer(String hostId, long offsetSeconds) {
        outbox.offerTick("s", hostId, CUT, START.plusSeconds(offsetSeconds), SampleValues.of(1.0));
    }

    private void newest(String hostId, long offsetSeconds) {
        outbox.offerNewest("s", hostId, CUT, START.plusSeconds(offsetSeconds), SampleValues.of(1.0));
    }

    private Outbox.Tick take() throws InterruptedException {
        return (Outbox.Tick) outbox.take(Duration.ZERO).orElseThrow();
    }
}
