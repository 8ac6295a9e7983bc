package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nocturne.model.access.Role;
import io.nocturne.model.fleet.ServerStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What the live WebSocket does with clients that want too much, or do not speak it.
class LiveLimitsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SESSIONS_OF_A_USER = 20;

    @TempDir
    static Path data;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.start(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void nobodyIsConnected() {
        await().atMost(PATIENCE).until(() -> sessions() == 0);
    }

    @Test
    void aFloodOfPingsIsEnded() {
        assertFloodIsEnded(RawLiveClient.PING);
    }

    @Test
    void aFloodOfPongsIsEnded() {
        assertFloodIsEnded(RawLiveClient.PONG);
    }

    @Test
    void aFewPingsAreAnswered() {
        try (RawLiveClient client = connect()) {
            for (int i = 0; i < 20; i++) {
                client.frame(RawLiveClient.PING, new byte[0]);
            }
            assertThatThrownBy(() -> client.until(_ -> false))
                    .hasMessageContaining("a frame of kind " + RawLiveClient.PONG);
        }
    }

    @Test
    void whoSendsNothingButGarbageIsEnded() {
        try (RawLiveClient client = connect()) {
            for (int i = 0; i < 17; i++) {
                client.text("garbage");
            }
            assertThat(client.untilClosed())
                    .isEqualTo(new RawLiveClient.Closed(1008, "16 messages were not understood"));
        }
    }

    @Test
    void whoSubscribesWithoutEndIsEnded() {
        try (RawLiveClient client = connect()) {
            for (int i = 0; i < 100; i++) {
                client.text("{\"type\":\"subscribe\",\"subscription\":\"s\",\"hosts\":[],\"metrics\":[]}");
            }
            assertThat(client.untilClosed())
                    .isEqualTo(new RawLiveClient.Closed(1008, "more than 4 subscriptions changed a second"));
        }
    }

    @Test
    void jsonThatIsNoRequestIsAProblemAndNoFault() {
        List<String> odd = List.of(
                "null",
                "",
                "[]",
                "7",
                "{\"type\":null}",
                "{\"type\":\"subscribe\",\"subscription\":\"s\",\"hosts\":[null]}",
                "{\"type\":\"subscribe\",\"subscription\":\"s\",\"hosts\":{}}",
                "[".repeat(5_000),
                "{\"type\":\"unsubscribe\",\"subscription\":null}");
        try (RawLiveClient client = connect()) {
            for (String text : odd) {
                client.text(text);
                JsonNode answer =
                        client.until(message -> RawLiveClient.typeOf(message).equals("problem"));
                assertThat(answer.get("detail").asString()).contains("subscribe or unsubscribe");
            }
        }
    }

    @Test
    void tooMuchTextInSubscriptionsIsRefusedAndTheConnectionStays() {
        try (RawLiveClient client = connect()) {
            String hosts = IntStream.range(0, 50)
                    .mapToObj(host -> host + "x".repeat(1_000))
                    .collect(Collectors.joining("\",\""));
            for (int i = 0; i < 6; i++) {
                client.text("{\"type\":\"subscribe\",\"subscription\":\"s" + i + "\",\"hosts\":[\"" + hosts + "\"]}");
            }
            JsonNode problem =
                    client.until(message -> RawLiveClient.typeOf(message).equals("problem"));
            assertThat(problem.get("detail").asString()).contains("262144 characters");
            client.until(message -> RawLiveClient.typeOf(message).equals("heartbeat"));
        }
    }

    @Test
    void brokenFramesAreClosedWithTheirCode() {
        assertThat(closedAfter(client -> client.frame(RawLiveClient.BINARY, new byte[100])))
                .isEqualTo(new RawLiveClient.Closed(1003, "binary messages are not supported"));
        assertThat(closedAfter(client -> client.frame(RawLiveClient.TEXT, new byte[] {(byte) 0xC3, 0x28}))
                        .code())
                .isEqualTo(1007);
        assertThat(closedAfter(client -> client.frame(RawLiveClient.TEXT, new byte[] {(byte) 0xED, (byte) 0xA0, 0x41}))
                        .code())
                .isEqualTo(1007);
        assertThat(closedAfter(client -> client.unmasked("{}".getBytes(StandardCharsets.UTF_8)))
                        .code())
                .isEqualTo(1002);
        assertThat(closedAfter(client -> client.frame(3, new byte[0])).code()).isEqualTo(1002);
        assertThat(closedAfter(client -> client.frame(0x40 | RawLiveClient.TEXT, new byte[0]))
                        .code())
                .isEqualTo(1002);
        assertThat(closedAfter(client -> client.frame(RawLiveClient.PING, new byte[200]))
                        .code())
                .isEqualTo(1002);
        assertThat(closedAfter(client -> client.text("x".repeat(70_000))).code())
                .isEqualTo(1009);
    }

    @Test
    void aUserHasSoManyConnectionsAndNoMore() {
        List<RawLiveClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < SESSIONS_OF_A_USER; i++) {
                clients.add(connect());
            }
            try (RawLiveClient another = connect()) {
                assertThat(another.untilClosed())
                        .isEqualTo(
                                new RawLiveClient.Closed(4429, "this user has 20 live connections; close one first"));
            }
            try (RawLiveClient somebodyElse = connect(Role.OPERATOR)) {
                assertThat(RawLiveClient.typeOf(somebodyElse.next())).isEqualTo("hello");
            }
            clients.removeLast().close();
            await().atMost(PATIENCE).until(() -> sessions() < SESSIONS_OF_A_USER);
            clients.add(connect());
            assertThat(RawLiveClient.typeOf(clients.getLast().next())).isEqualTo("hello");
        } finally {
            clients.forEach(RawLiveClient::close);
        }
    }

    @Test
    void connectionsThatComeAndGoLeaveNothingBehind() {
        for (int i = 0; i < 100; i++) {
            try (RawLiveClient client = connect()) {
                client.text("{\"type\":\"subscribe\",\"subscription\":\"s\",\"hosts\":[],\"metrics\":[]}");
                if (i % 2 == 0) {
                    client.frame(RawLiveClient.CLOSE, new byte[] {0x03, (byte) 0xE8});
                    assertThat(client.untilClosed().code()).isEqualTo(1000);
                }
            }
            await().atMost(PATIENCE).until(() -> sessions() < 10);
        }
        await().atMost(PATIENCE).until(() -> sessions() == 0);
    }

    private static void assertFloodIsEnded(int opCode) {
        try (RawLiveClient client = connect()) {
            for (int i = 0; i < 400; i++) {
                client.frame(opCode, new byte[0]);
            }
            assertThat(client.untilClosed()).isEqualTo(new RawLiveClient.Closed(1008, "more than 50 frames a second"));
        }
    }

    private static RawLiveClient.Closed closedAfter(Consumer<RawLiveClient> deed) {
        try (RawLiveClient client = connect()) {
            deed.accept(client);
            return client.untilClosed();
        }
    }

    private static RawLiveClient connect() {
        return connect(Role.VIEWER);
    }

    private static RawLiveClient connect(Role role) {
        return RawLiveClient.connect(server.tls(), server.port(), server.token(role));
    }

    private static int sessions() {
        return server.json()
                .readValue(
                        server.send("GET", "/api/v1/status", server.token(Role.VIEWER), null)
                                .body(),
                        ServerStatus.class)
                .liveSessions();
    }
}
