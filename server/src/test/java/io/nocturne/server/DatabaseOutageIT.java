package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nocturne.model.access.LoginRequest;
import io.nocturne.model.fleet.EnrollResponse;
import io.nocturne.server.platform.config.DatabaseConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// PostgreSQL goes away under a running server and comes back.
class DatabaseOutageIT {

    @TempDir
    private Path directory;

    @Test
    void callersAreAskedToComeAgainAndServedWhenTheDatabaseIsBack() throws IOException {
        EmbeddedPostgres postgres = start(0);
        int port = postgres.getPort();
        DatabaseConfig database =
                new DatabaseConfig("jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "", 2);
        try (RunningServer server = RunningServer.start(directory.resolve("data"), database)) {
            EnrollResponse agent = server.enroll("outage");
            LoginRequest login = new LoginRequest("admin", server.adminPassword());

            postgres.close();

            assertThat(server.send("POST", "/api/v1/auth/login", null, login).code())
                    .isEqualTo("unavailable");
            assertThat(server.send("POST", "/api/v1/ingest", agent.credential(), "{}")
                            .code())
                    .isEqualTo("unavailable");

            postgres = start(port);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(server.send("POST", "/api/v1/auth/login", null, login)
                                    .status())
                            .isEqualTo(200));
        } finally {
            postgres.close();
        }
    }

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.resolve("postgres"))
                .setCleanDataDirectory(false)
                .start();
    }
}
