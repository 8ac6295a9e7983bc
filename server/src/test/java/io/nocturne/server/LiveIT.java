package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nocturne.model.access.RefreshRequest;
import io.nocturne.model.access.Role;
import io.nocturne.model.access.TokenPair;
import io.nocturne.model.fleet.EnrollResponse;
import io.nocturne.model.fleet.HostState;
import io.nocturne.model.live.LiveMessage;
import io.nocturne.model.live.LiveRequest;
import io.nocturne.model.sample.IngestRequest;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.server.RunningServer.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LiveIT {

    private static final Layout LAYOUT = new Layout(List.of(SeriesKey.of("a"), SeriesKey.of("b")));
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    static Path data;

    private static RunningServer server;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @BeforeAll
    static void start() {
        server = RunningServer.start(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aSubscriberGetsTheNewestAtOnceAndThenEverySample() {
        EnrollResponse agent = server.enroll("live-1");
        deliver(agent, 1, snapshot(-5, 1.0, 2.0));
        try (Client client = Client.connect(server.token(Role.VIEWER))) {
            client.send(new LiveRequest.Subscribe("host", List.of(agent.hostId()), List.of("b")));
            await().atMost(PATIENCE).until(() -> client.ticks().size() == 1);
            deliver(agent, 2, snapshot(0, 3.0, 4.0));
            await().atMost(PATIENCE).until(() -> client.ticks().size() == 2);

            assertThat(client.messages.getFirst()).isInstanceOf(LiveMessage.Hello.class);
            assertThat(client.of(LiveMessage.LayoutDeclared.class))
                    .singleElement()
                    .satisfies(
                            declared -> assertThat(declared.layout().series()).containsExactly(SeriesKey.of("b")));
            assertThat(client.ticks()).extracting(tick -> tick.values().get(0)).containsExactly(2.0, 4.0);
            assertThat(client.ticks())
                    .extracting(LiveMessage.SampleTick::time)
                    .containsExactly(now.minusSeconds(5), now);
        }
    }

    @Test
    void aSilentLinkCarriesHeartbeats() {
        try (Client client = Client.connect(server.token(Role.OPERATOR))) {
            await().atMost(PATIENCE)
                    .until(() -> client.of(LiveMessage.Heartbeat.class).size() >= 2);

            assertThat(client.of(LiveMessage.Heartbeat.class))
                    .extracting(LiveMessage.Heartbeat::frame)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void everyoneHearsThatAHostEnrolledReportedAndWentSilent() {
        try (Client client = Client.connect(server.token(Role.VIEWER))) {
            EnrollResponse agent = server.enroll("live-changes");
            server.send(
                    "POST",
                    "/api/v1/ingest",
                    agent.credential(),
                    new IngestRequest(
                            1, LAYOUT, null, 500L, List.of(new Snapshot(Instant.now(), SampleValues.of(1.0, 2.0)))));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(client.of(LiveMessage.HostChanged.class))
                            .filteredOn(change -> change.host().hostId().equals(agent.hostId()))
                            .extracting(change -> change.host().state())
                            .endsWith(HostState.STALE));
        }
    }

    @Test
    void aMessageToTheDesktopReachesEveryConsole() {
        Answer made = server.send(
                "POST",
                "/api/v1/receivers",
                server.token(Role.ADMIN),
                Map.of("name", "consoles", "typeId", "desktop", "version", 0));
        String path = "/api/v1/receivers/" + made.tree().path("receiverId").asString();
        try (Client one = Client.connect(server.token(Role.VIEWER));
                Client other = Client.connect(server.token(Role.OPERATOR))) {
            await().atMost(PATIENCE)
                    .until(() -> one.of(LiveMessage.Hello.class).size()
                                    + other.of(LiveMessage.Hello.class).size()
                            == 2);

            server.send("POST", path + "/test", server.token(Role.ADMIN), "{}");

            for (Client client : List.of(one, other)) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(client.of(LiveMessage.Notified.class))
                                .anySatisfy(told -> {
                                    assertThat(told.kind()).isEqualTo("test");
                                    assertThat(told.alerts()).hasSize(1);
                                }));
            }
        } finally {
            server.send("DELETE", path, server.token(Role.ADMIN), null);
        }
    }

    @Test
    void badRequestsAreAnsweredAndTheConnectionStays() {
        EnrollResponse agent = server.enroll("live-bad");
        deliver(agent, 1, snapshot(0, 1.0, 2.0));
        try (Client client = Client.connect(server.token(Role.VIEWER))) {
            client.sendText("not json");
            client.sendText("{\"type\":\"subscribe\"}");
            client.sendText("{\"type\":\"reboot\"}");
            client.send(new LiveRequest.Unsubscribe("never-was"));
            client.send(new LiveRequest.Subscribe("after", List.of(agent.hostId()), List.of()));

            await().atMost(PATIENCE).until(() -> client.ticks().size() == 1);
            assertThat(client.of(LiveMessage.Problem.class)).hasSize(3);
        }
    }

    @Test
    void anUnsubscribedClientHearsNoMoreSamples() {
        EnrollResponse agent = server.enroll("live-unsubscribed");
        deliver(agent, 1, snapshot(-10, 1.0, 2.0));
        try (Client client = Client.connect(server.token(Role.VIEWER))) {
            client.send(new LiveRequest.Subscribe("s", List.of(agent.hostId()), List.of()));
            await().atMost(PATIENCE).until(() -> client.ticks().size() == 1);
            client.send(new LiveRequest.Unsubscribe("s"));
            client.send(new LiveRequest.Subscribe("t", List.of(agent.hostId()), List.of("a")));
            await().atMost(PATIENCE).until(() -> client.ticks().size() == 2);
            deliver(agent, 2, snapshot(-5, 1.0, 2.0));
            await().atMost(PATIENCE).until(() -> client.ticks().size() == 3);

            assertThat(client.ticks())
                    .extracting(LiveMessage.SampleTick::subscription)
                    .containsExactly("s", "t", "t");
        }
    }

    @Test
    void aReplacedSubscriptionIsToldItsLayoutAgain() {
        EnrollResponse agent = server.enroll("live-replaced");
        deliver(agent, 1, snapshot(-10, 1.0, 2.0));
        try (Client client = Client.connect(server.token(Role.VIEWER))) {
            for (int times = 1; times <= 3; times++) {
                int expected = times;
                client.send(new LiveRequest.Subscribe("s", List.of(agent.hostId()), List.of()));
                await().atMost(PATIENCE).until(() -> client.ticks().size() == expected);
            }

            assertThat(client.of(LiveMessage.LayoutDeclared.class)).hasSize(3);
        }
    }

    @Test
    void nobodyConnectsWithoutAToken() {
        assertThatThrownBy(() -> Client.connect(null)).isInstanceOf(CompletionException.class);
        assertThatThrownBy(() -> Client.connect(server.expiredToken())).isInstanceOf(CompletionException.class);
        assertThatThrownBy(() -> Client.connect(server.token(Role.AGENT))).isInstanceOf(CompletionException.class);
    }

    private Snapshot snapshot(int offsetSeconds, Double a, Double b) {
        return new Snapshot(now.plusSeconds(offsetSeconds), SampleValues.of(a, b));
    }

    private static void deliver(EnrollResponse agent, long sequence, Snapshot snapshot) {
        assertThat(server.send(
                                "POST",
                                "/api/v1/ingest",
                                agent.credential(),
                                new IngestRequest(sequence, LAYOUT, null, 60_000L, List.of(snapshot)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aConnectionEndsWithItsSignIn() {
        TokenPair pair = server.login("admin", server.adminPassword());
        try (Client client = Client.connect(pair.accessToken())) {
            await().atMost(PATIENCE).until(() -> !client.messages.isEmpty());

            server.send("POST", "/api/v1/auth/logout", pair.accessToken(), new RefreshRequest(pair.refreshToken()));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(client.closeCode).isEqualTo(4401));
        }
    }

    @Test
    void aConnectionEndsWithWhatItsCallerMayDo() {
        String admin = server.token(Role.ADMIN);
        endsAfter("demoted", () -> server.send("PUT", "/api/v1/users/demoted", admin, Map.of("role", "viewer")));
        endsAfter("removed", () -> server.send("DELETE", "/api/v1/users/removed", admin, null));
        JsonNode token = server.send("POST", "/api/v1/tokens", admin, Map.of("name", "live", "expiresInSeconds", 600))
                .tree();
        try (Client client = Client.connect(token.path("token").asString())) {
            await().atMost(PATIENCE).until(() -> !client.messages.isEmpty());

            server.send("DELETE", "/api/v1/tokens/" + token.path("tokenId").asString(), admin, null);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(client.closeCode).isEqualTo(4401));
        }
    }

    private static void endsAfter(String user, Supplier<Answer> change) {
        String password = "long-enough-to-be-taken";
        server.send(
                "POST",
                "/api/v1/users",
                server.token(Role.ADMIN),
                Map.of("username", user, "password", password, "role", "operator"));
        try (Client client = Client.connect(server.login(user, password).accessToken())) {
            await().atMost(PATIENCE).until(() -> !client.messages.isEmpty());

            assertThat(change.get().status()).as(user).isBetween(200, 204);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(client.closeCode).as(user).isEqualTo(4401));
        }
    }

    /// A WebSocket client that keeps everything it hears.
    private static final class Client implements WebSocket.Listener, AutoCloseable {

        private final List<LiveMessage> messages = new CopyOnWriteArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private final HttpClient http =
                HttpClient.newBuilder().sslContext(server.tls()).build();
        private @Nullable WebSocket socket;
        private volatile int closeCode;

        static Client connect(@Nullable String token) {
            Client client = new Client();
            WebSocket.Builder builder = client.http.newWebSocketBuilder();
            if (token != null) {
                builder.header("Authorization", "Bearer " + token);
            }
            client.socket = builder.buildAsync(URI.create("wss://localhost:" + server.port() + "/api/v1/live"), client)
                    .join();
            return client;
        }

        void send(LiveRequest request) {
            sendText(server.json().writerFor(LiveRequest.class).writeValueAsString(request));
        }

        void sendText(String message) {
            if (socket != null) {
                socket.sendText(message, true).join();
            }
        }

        List<LiveMessage.SampleTick> ticks() {
            return of(LiveMessage.SampleTick.class);
        }

        <T extends LiveMessage> List<T> of(Class<T> type) {
            List<T> found = new ArrayList<>();
            messages.stream().filter(type::isInstance).map(type::cast).forEach(found::add);
            return found;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            closeCode = code;
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                messages.add(server.json().readValue(text.toString(), LiveMessage.class));
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public void close() {
            if (socket != null) {
                socket.abort();
            }
            http.shutdownNow();
        }
    }
}
