package io.nocturne.server.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nocturne.model.access.Role;
import io.nocturne.server.RunningServer;
import io.nocturne.server.TestPostgres;
import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.DatabaseKind;
import io.nocturne.server.platform.config.EncryptionConfig;
import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Who is told, by the server's `alerts.yml`: the file of a newcomer, what is added to it, and what is wrong.
class AlertsFileSectionsIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static final String NEWCOMER = """
            # config/alerts.yml
            thresholds:
              cpu: { warning: 70, critical: 90 }
              memory: { warning: 85, critical: 95 }
              disk: { warning: 80, critical: 90 }
            channels:
              - type: slack
                webhook: <webhook_url>
              - type: email
                recipients: [admin@example.com]
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void theFileSaysWhoIsTold(DatabaseKind kind) throws IOException {
        Path file = folder.resolve("alerts.yml");
        Files.writeString(file, NEWCOMER);
        DatabaseConfig database = TestPostgres.database(kind);
        try (RunningServer server = start(file, database)) {
            await().atMost(SOON).until(() -> state(server).equals("applied"));
            assertThat(raise(server)).isEqualTo(0.70);
            assertThat(names(server)).containsExactly("email");
            assertThat(receiver(server, "email").at("/settings/recipients").asString())
                    .isEqualTo("admin@example.com");
            assertThat(status(server).path("notes").toString())
                    .contains("\"line\":8")
                    .contains("<webhook_url>");

            Files.writeString(
                    file,
                    NEWCOMER.replace("warning: 70", "warning: 60").replace("<webhook_url>", "ftp://hidden.example"));
            await().atMost(SOON).until(() -> state(server).equals("refused"));
            assertThat(status(server).path("faults").toString())
                    .contains("\"line\":8", "channels[0].webhook")
                    .doesNotContain("hidden");
            assertThat(raise(server)).as("nothing of a bad file counts").isEqualTo(0.70);
            assertThat(names(server)).containsExactly("email");

            change(server, "email", "mail.example.com");
            Files.writeString(file, NEWCOMER.replace("admin@", "night@") + """
                    receivers:
                      - { name: operators, type: webhook, settings: { url: "https://example.com/x" }, repeat: 2h }
                    routes:
                      - { id: db, matchers: ['role = "db"'], receivers: [operators], escalate_to: [email] }
                    """);
            await().atMost(SOON).until(() -> names(server).contains("operators"));
            JsonNode email = receiver(server, "email");
            assertThat(email.at("/settings/recipients").asString()).isEqualTo("night@example.com");
            assertThat(email.at("/settings/host").asString())
                    .as("what the file does not name stays")
                    .isEqualTo("mail.example.com");
            JsonNode operators = receiver(server, "operators");
            assertThat(operators.path("repeatSeconds").asLong()).isEqualTo(7_200);
            JsonNode routes =
                    server.get("/api/v1/routes", server.token(Role.VIEWER)).tree();
            assertThat(routes.at("/routes/0/receivers/0").asString())
                    .isEqualTo(operators.path("receiverId").asString());
            assertThat(routes.at("/routes/0/escalateTo/0").asString())
                    .isEqualTo(email.path("receiverId").asString());
            assertThat(routes.path("updatedBy").asString()).isEqualTo("alerts.yml");

            Files.writeString(file, "routes:\n  - { id: db, receivers: [gone] }\n");
            await().atMost(SOON).until(() -> state(server).equals("refused"));
            assertThat(status(server).path("faults").toString()).contains("there is no receiver 'gone'");
            Files.writeString(file, """
                    receivers:
                      - name: night
                        type: email
                        settings: { recipients: ["on-call:nobody", ops@example.com] }
                    """);
            await().atMost(SOON)
                    .until(() -> status(server).path("faults").toString().contains("schedule"));
            assertThat(status(server).path("faults").toString())
                    .contains("\"line\":4", "names the on-call schedule 'nobody', which is not there");
            assertThat(server.get("/api/v1/audit", server.token(Role.ADMIN)).body())
                    .contains("receiver-created", "receiver-changed", "routes-changed");
        }
        try (RunningServer server = start(file, database)) {
            assertThat(names(server)).as("it was stored").containsExactly("email", "operators");
        }
    }

    private RunningServer start(Path file, DatabaseConfig database) {
        return RunningServer.start(new ServerConfig(
                        folder.resolve("data"), 0, 0, List.of(), database, Retention.DEFAULT, EncryptionConfig.NONE)
                .withAlertsFile(file));
    }

    private static void change(RunningServer server, String name, String host) {
        ObjectNode receiver = (ObjectNode) receiver(server, name);
        ((ObjectNode) receiver.path("settings")).put("host", host);
        String path = "/api/v1/receivers/" + receiver.path("receiverId").asString();
        assertThat(server.send("PUT", path, server.token(Role.ADMIN), receiver.toString())
                        .status())
                .isEqualTo(200);
    }

    private static List<String> names(RunningServer server) {
        return StreamSupport.stream(receivers(server).spliterator(), false)
                .map(receiver -> receiver.path("name").asString())
                .toList();
    }

    private static JsonNode receiver(RunningServer server, String name) {
        return StreamSupport.stream(receivers(server).spliterator(), false)
                .filter(receiver -> receiver.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode receivers(RunningServer server) {
        return server.get("/api/v1/receivers", server.token(Role.ADMIN)).tree();
    }

    private static double raise(RunningServer server) {
        return server.get("/api/v1/rules/cpu", server.token(Role.VIEWER))
                .tree()
                .at("/settings/warning/raise")
                .doubleValue();
    }

    private static String state(RunningServer server) {
        return status(server).path("state").asString();
    }

    private static JsonNode status(RunningServer server) {
        return server.get("/api/v1/rules/file", server.token(Role.ADMIN)).tree();
    }
}
