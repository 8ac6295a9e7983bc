package io.nocturne.server.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nocturne.server.RunningServer;
import io.nocturne.server.platform.config.ConnectionLimits;
import io.nocturne.server.platform.config.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What connections without a token do to those that have one.
class StrangersIT {

    private static final String LOGIN = "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n{";

    @TempDir
    private Path data;

    @Test
    void slowBodiesHoldNobodyUp() throws IOException {
        try (RunningServer server = RunningServer.start(data);
                Crowd crowd = new Crowd()) {
            String credential = server.enroll("honest").credential();
            for (int i = 0; i < 100; i++) {
                crowd.add(RawConnection.tls(server).say(LOGIN));
            }

            // An empty body is refused by its content: it was read, judged and answered.
            assertThat(server.send(delivery(server, credential)).code()).isEqualTo("request-invalid");
            RawConnection.Answer slow = crowd.first().rest();
            assertThat(slow.status()).as(slow.text()).isEqualTo(408);
            assertThat(slow.code()).isEqualTo("request-too-slow");
        }
    }

    @Test
    void idleConnectionsGoForNewcomers() throws IOException {
        ServerConfig config = ServerConfig.defaults().with(data, 0, 0).with(new ConnectionLimits(64, 16));
        try (RunningServer server = RunningServer.start(config);
                Crowd crowd = new Crowd()) {
            for (int i = 0; i < 16; i++) {
                RawConnection idle = RawConnection.tls(server);
                idle.say("GET /-/healthy HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(idle.socket().getInputStream().read()).isEqualTo('H');
                crowd.add(idle);
            }

            assertThat(server.get("/-/healthy", null).status()).isEqualTo(200);
            await().atMost(Duration.ofSeconds(20)).until(crowd::hasLostOne);
        }
    }

    private static HttpRequest delivery(RunningServer server, String credential) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/api/v1/ingest"))
                .timeout(Duration.ofSeconds(4))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + credential)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
    }

    private static final class Crowd implements AutoCloseable {

        private final Deque<RawConnection> connections = new ArrayDeque<>();

        void add(RawConnection connection) {
            connections.add(connection);
        }

        boolean hasLostOne() {
            return connections.stream().anyMatch(RawConnection::isClosedByNow);
        }

        RawConnection first() {
            return connections.getFirst();
        }

        @Override
        public void close() throws IOException {
            for (RawConnection connection : connections) {
                connection.close();
            }
        }
    }
}
