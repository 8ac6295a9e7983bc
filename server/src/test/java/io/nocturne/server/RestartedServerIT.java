package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nocturne.model.access.Role;
import io.nocturne.server.fleet.HostChanged;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import tools.jackson.databind.JsonNode;

/// The server was away, not the hosts.
class RestartedServerIT {

    private static final int INTERVAL_MILLIS = 1_000;

    @TempDir
    private Path data;

    @Test
    void whoReportedBeforeARestartIsNotStaleBecauseOfItAndWhoWasSilentStaysSo() {
        String reporting;
        String silent;
        Instant sampleAt;
        try (RunningServer server = RunningServer.start(data)) {
            reporting = server.enroll("reporting").credential();
            silent = server.enroll("silent").credential();
            deliver(server, silent, 1, Instant.now());
            await().until(() -> state(server, "silent").equals("STALE"));
            // What is written of the server's life after this knows that it was silent.
            Instant silentSince = Instant.now();
            await().atMost(Duration.ofSeconds(30)).until(() -> lifeSign(server).isAfter(silentSince));
            sampleAt = Instant.now();
            deliver(server, reporting, 1, sampleAt);
        }
        await().until(() -> Instant.now().isAfter(sampleAt.plusMillis(5 * INTERVAL_MILLIS)));

        try (RunningServer server = RunningServer.start(data)) {
            List<HostChanged> changes = new CopyOnWriteArrayList<>();
            ApplicationListener<PayloadApplicationEvent<HostChanged>> listener =
                    ApplicationListener.forPayload((HostChanged change) -> changes.add(change));
            server.addListener(listener);

            assertThat(state(server, "reporting")).isEqualTo("REPORTING");
            assertThat(state(server, "silent")).isEqualTo("STALE");
            deliver(server, silent, 2, Instant.now());
            assertThat(state(server, "silent")).isEqualTo("REPORTING");
            assertThat(changes).singleElement().satisfies(change -> {
                assertThat(change.former()).hasToString("STALE");
                assertThat(change.host().state()).hasToString("REPORTING");
            });
        }
    }

    private static String state(RunningServer server, String name) {
        for (JsonNode host :
                server.get("/api/v1/hosts", server.token(Role.VIEWER)).tree().path("hosts")) {
            if (host.path("name").asString().equals(name)) {
                return host.path("state").asString();
            }
        }
        return "absent";
    }

    private static Instant lifeSign(RunningServer server) {
        for (JsonNode part :
                server.get("/api/v1/status", server.token(Role.VIEWER)).tree().path("parts")) {
            if (part.path("name").asString().equals("leases") && part.has("lastSuccessAt")) {
                return Instant.parse(part.path("lastSuccessAt").asString());
            }
        }
        return Instant.MIN;
    }

    private static void deliver(RunningServer server, String credential, long sequence, Instant time) {
        String body = """
                {"sequence":%d,"intervalMillis":%d,"layout":{"series":[{"metric":"a.b"}]},
                 "snapshots":[{"time":"%s","values":[1]}]}
                """.formatted(sequence, INTERVAL_MILLIS, time.truncatedTo(ChronoUnit.MILLIS));
        assertThat(server.send("POST", "/api/v1/ingest", credential, body).status())
                .isEqualTo(200);
    }
}
