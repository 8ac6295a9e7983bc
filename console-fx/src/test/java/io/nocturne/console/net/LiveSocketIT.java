package io.nocturne.console.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nocturne.model.access.LoginRequest;
import io.nocturne.model.access.TokenPair;
import io.nocturne.model.live.LiveMessage;
import io.nocturne.model.live.LiveRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveSocketIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final LiveRequest.Subscribe ALL = new LiveRequest.Subscribe("fleet", List.of(), List.of());

    private final TestServer server = new TestServer();
    private final Pools pools = Pools.open();
    private final PinnedTls tls = PinnedTls.of(server.authority().certificate());
    private final ServerClient client = new ServerClient(server.address(), tls);
    private final Recorder recorder = new Recorder();

    @AfterEach
    void close() {
        client.close();
        pools.close();
        server.close();
    }

    @Test
    void hearsTheServerOverPinnedTls() {
        try (LiveSocket socket = open(tls)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(recorder.messages).first().isInstanceOf(LiveMessage.Hello.class));
            socket.subscribe(ALL);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(server.liveRequests()).containsExactly(ALL));
        }
    }

    @Test
    void doesNotSpeakToAnotherCertificate() {
        try (LiveSocket _ = open(PinnedTls.of(new Authority().certificate()))) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(recorder.phases)
                            .anySatisfy(phase -> assertThat(phase).isInstanceOf(LivePhase.Waiting.class)));
            assertThat(recorder.messages).isEmpty();
        }
    }

    @Test
    void comesBackAndSubscribesAgain() {
        try (LiveSocket socket = open(tls)) {
            socket.subscribe(ALL);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(server.liveRequests()).hasSize(1));

            server.kill();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(recorder.last()).isInstanceOf(LivePhase.Waiting.class));
            server.revive();
            socket.retryNow();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(server.liveRequests()).containsExactly(ALL, ALL));
        }
    }

    @Test
    void anEndedTokenIsRenewedWithoutWaiting() {
        try (LiveSocket socket = open(tls)) {
            socket.subscribe(ALL);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(server.liveRequests()).hasSize(1));

            server.hangUp(4401);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(server.liveRequests()).hasSize(2));
            assertThat(server.requests()).contains("/auth/refresh");
            assertThat(recorder.phases).noneSatisfy(phase -> assertThat(phase).isInstanceOf(LivePhase.Waiting.class));
        }
    }

    @Test
    void leavesOutWhatItDoesNotUnderstandAndGoesOn() {
        try (LiveSocket socket = open(tls)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(recorder.messages).hasSize(1));

            server.sayRaw("{\"type\":\"fromTheFuture\",\"frame\":1}");
            server.sayRaw("not json");
            server.sayRaw("[1,2]");
            server.say(new LiveMessage.Heartbeat(9, Instant.EPOCH));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(recorder.messages)
                            .last()
                            .isEqualTo(new LiveMessage.Heartbeat(9, Instant.EPOCH)));
            assertThat(socket.ignoredFrames()).isEqualTo(3);
            assertThat(recorder.last()).isInstanceOf(LivePhase.Open.class);
        }
    }

    @Test
    void aFrameOverTheLimitEndsTheConnectionAndNotTheConsole() {
        try (LiveSocket _ = open(tls)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(recorder.messages).hasSize(1));

            server.sayRaw("\"" + "x".repeat(TyrusTransport.MAX_TEXT + 1) + "\"");

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(server.connections()).isGreaterThan(1));
        }
    }

    @Test
    void silenceForTwoHeartbeatsIsTheEndOfAConnection() {
        server.setHeartbeatMillis(100);
        try (LiveSocket _ = open(tls)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(recorder.phases)
                            .anySatisfy(phase -> assertThat(phase)
                                    .isInstanceOfSatisfying(
                                            LivePhase.Waiting.class,
                                            waiting ->
                                                    assertThat(waiting.fault()).isEqualTo(LinkFault.SILENT))));
        }
    }

    private LiveSocket open(PinnedTls trusted) {
        TokenPair pair = ((Answer.Ok<TokenPair>) client.login(new LoginRequest("admin", TestServer.PASSWORD))).value();
        InstantSource clock = InstantSource.system();
        Session session = new Session(client, "admin", pair, pools.loop(), pools.io(), clock, _ -> {});
        LiveSocket socket = new LiveSocket(
                new TyrusTransport(server.address(), trusted),
                session,
                pools.loop(),
                pools.io(),
                clock,
                new Backoff(() -> 0.5),
                recorder);
        socket.start();
        return socket;
    }

    private static final class Recorder implements Live.Listener {

        private final List<LivePhase> phases = new CopyOnWriteArrayList<>();
        private final List<LiveMessage> messages = new CopyOnWriteArrayList<>();

        @Override
        public void phase(LivePhase phase) {
            phases.add(phase);
        }

        @Override
        public void received(LiveMessage message) {
            messages.add(message);
        }

        LivePhase last() {
            return phases.getLast();
        }
    }
}
