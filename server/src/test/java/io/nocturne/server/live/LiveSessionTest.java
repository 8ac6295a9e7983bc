package io.nocturne.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.access.Role;
import io.nocturne.model.json.WireJson;
import io.nocturne.model.live.LiveMessage;
import io.nocturne.model.live.LiveRequest.Subscribe;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.FakeClock;
import io.nocturne.server.access.Caller;
import io.nocturne.server.ingest.KnownLayout;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.CloseStatus;

class LiveSessionTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final KnownLayout LAYOUT = KnownLayout.of(new Layout(List.of(SeriesKey.of("m"))));
    private static final LiveMessage HELLO = new LiveMessage.Hello(START, "test", 2_000);

    private final FakeClock clock = new FakeClock(START);
    private final LiveLimits limits = LiveLimits.STANDARD;
    private final FakeSocket socket = new FakeSocket();
    private final LiveWire wire = new LiveWire(Runnable::run, clock, limits);
    private final LiveSession session = sessionOf("ada", null);

    @Test
    void whoGivesNoSignOfReadingIsEndedInTime() {
        clock.advance(Duration.ofSeconds(149));
        session.watch(clock.instant());
        assertThat(session.outbox().isClosed()).isFalse();

        clock.advance(Duration.ofSeconds(1));
        session.watch(clock.instant());
        session.run(HELLO);

        assertThat(socket.closed()).isEqualTo(new CloseStatus(4408, "nothing was read for 150 s"));
    }

    @Test
    void whoAnswersPingsStays() {
        for (int i = 0; i < 20; i++) {
            clock.advance(Duration.ofSeconds(100));
            wire.frame();
            session.watch(clock.instant());
        }

        assertThat(session.outbox().isClosed()).isFalse();
    }

    /// Also when the token is over while the client is slow.
    @Test
    void whoIsClosedIsToldWhatItDidNotGet() {
        LiveSession brief = sessionOf("ada", START);
        brief.subscribe(new Subscribe("s", List.of(), List.of()));
        brief.offer(new FanOut.Batch(
                List.of(),
                List.of(),
                false,
                List.of(),
                0,
                List.of(fresh("h1", 0), fresh("h1", 5), fresh("h2", 9)),
                List.of(new FanOut.LeftOut("h3", LAYOUT, Span.of(START.plusSeconds(20)))),
                Span.NONE));

        brief.run(HELLO);

        assertThat(socket.closed()).isEqualTo(new CloseStatus(4401, "token expired"));
        assertThat(socket.sent)
                .last()
                .isEqualTo("{\"type\":\"samplesMissed\",\"subscription\":\"s\",\"frame\":0,"
                        + "\"serverTime\":\"2026-11-22T10:00:00Z\",\"from\":\"2026-11-22T10:00:00Z\","
                        + "\"to\":\"2026-11-22T10:00:20.001Z\",\"count\":4}");
    }

    @Test
    void whatWasLeftOutIsToldToThoseWhoWantedIt() throws InterruptedException {
        session.subscribe(new Subscribe("mine", List.of("h3"), List.of()));
        session.subscribe(new Subscribe("other", List.of("h4"), List.of()));
        session.subscribe(new Subscribe("nothing", List.of("h3"), List.of("z")));

        session.offer(new FanOut.Batch(
                List.of(),
                List.of(),
                false,
                List.of(),
                0,
                List.of(),
                List.of(new FanOut.LeftOut("h3", LAYOUT, new Span(START, START.plusSeconds(9), 10))),
                Span.NONE));

        assertThat(session.outbox().size()).isEqualTo(1);
        assertThat(session.outbox().take(Duration.ZERO))
                .contains(new Outbox.Missed("mine", new Span(START, START.plusSeconds(9), 10)));
    }

    @Test
    void everybodyWhomItConcernsIsEnded() {
        LiveSessions sessions = new LiveSessions(limits, clock);
        LiveSession other = sessionOf("bob", null);
        sessions.add(session);
        sessions.add(other);

        int ended = sessions.closeWhere(caller -> caller.name().equals("ada"), new CloseStatus(4403, "revoked"));

        assertThat(ended).isEqualTo(1);
        assertThat(session.outbox().isClosed()).isTrue();
        assertThat(other.outbox().isClosed()).isFalse();
    }

    private LiveSession sessionOf(String user, @Nullable Instant expiresAt) {
        return new LiveSession(
                socket,
                wire,
                new Caller(user, Role.VIEWER, null, expiresAt, null, false),
                WireJson.mapper(),
                clock,
                limits);
    }

    private static FanOut.Fresh fresh(String hostId, int offsetSeconds) {
        return new FanOut.Fresh(hostId, LAYOUT, START.plusSeconds(offsetSeconds), SampleValues.of(1.0));
    }
}
