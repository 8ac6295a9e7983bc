package io.nocturne.server.rule.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nocturne.model.access.Role;
import io.nocturne.server.RunningServer;
import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.EncryptionConfig;
import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The server's `alerts.yml`, from the first start through changes to a restart.
class AlertsFileIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @Test
    void theFileCountsWhenItChangesAndNotWhenTheServerStarts() throws IOException {
        Path file = folder.resolve("alerts.yml");
        Files.writeString(file, "thresholds:\n  cpu: { warning: 70, critical: 90 }\n");
        try (RunningServer server = start(file)) {
            await().atMost(SOON).until(() -> raise(server, "cpu") == 0.70);
            assertThat(rule(server, "cpu").path("updatedBy").asString()).isEqualTo("alerts.yml");
            assertThat(status(server).path("state").asString()).isEqualTo("applied");

            Files.writeString(file, "thresholds:\n  cpu: { warning: 60 }\n  memory: { warning: 85, critical: 50 }\n");
            await().atMost(SOON)
                    .until(() -> status(server).path("state").asString().equals("refused"));
            assertThat(status(server).path("faults").toString())
                    .contains("\"line\":3,\"column\":36,\"path\":\"thresholds.memory.critical\"");
            assertThat(raise(server, "cpu")).as("nothing of a bad file counts").isEqualTo(0.70);

            Files.writeString(file, "thresholds:\n  cpu: { warning: 60 }\n");
            await().atMost(SOON).until(() -> raise(server, "cpu") == 0.60);
            assertThat(server.get("/api/v1/audit", server.token(Role.ADMIN)).body())
                    .contains("alerts-imported", "settings.warning.raise 0.7 -> 0.6");

            edit(server, 0.55);
        }
        try (RunningServer server = start(file)) {
            await().atMost(SOON)
                    .until(() -> status(server).path("state").asString().equals("applied"));
            assertThat(raise(server, "cpu"))
                    .as("what was edited since the file changed stays")
                    .isEqualTo(0.55);

            Files.writeString(file, "thresholds:\n  cpu: { warning: 50 }\n");
            await().atMost(SOON).until(() -> raise(server, "cpu") == 0.50);

            Files.delete(file);
            await().atMost(SOON)
                    .until(() -> status(server).path("state").asString().equals("absent"));
            assertThat(raise(server, "cpu")).isEqualTo(0.50);
        }
    }

    private RunningServer start(Path file) {
        return RunningServer.start(new ServerConfig(
                        folder.resolve("data"),
                        0,
                        0,
                        List.of(),
                        DatabaseConfig.h2(),
                        Retention.DEFAULT,
                        EncryptionConfig.NONE)
                .withAlertsFile(file));
    }

    private static void edit(RunningServer server, double raise) {
        ObjectNode rule = (ObjectNode) rule(server, "cpu");
        ((ObjectNode) rule.at("/settings/warning")).put("raise", raise).remove("clear");
        assertThat(server.send("PUT", "/api/v1/rules/cpu", server.token(Role.ADMIN), rule.toString())
                        .status())
                .isEqualTo(200);
    }

    private static double raise(RunningServer server, String id) {
        return rule(server, id).at("/settings/warning/raise").doubleValue();
    }

    private static JsonNode rule(RunningServer server, String id) {
        return server.get("/api/v1/rules/" + id, server.token(Role.VIEWER)).tree();
    }

    private static JsonNode status(RunningServer server) {
        return server.get("/api/v1/rules/file", server.token(Role.ADMIN)).tree();
    }
}
