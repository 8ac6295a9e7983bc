package io.nocturne.server.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nocturne.model.access.Role;
import io.nocturne.server.RunningServer;
import io.nocturne.server.RunningServer.Answer;
import io.nocturne.server.TestPostgres;
import io.nocturne.server.notify.channel.http.VendorServer;
import io.nocturne.server.platform.config.DatabaseKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// A gateway for SMS that tells whoever is on call, over the wire.
class OnCallReceiverIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void whoIsOnCallIsToldAndAcknowledgesInTheirName(DatabaseKind kind) throws IOException {
        try (VendorServer gateway = new VendorServer();
                RunningServer server = RunningServer.start(folder, TestPostgres.database(kind))) {
            String admin = server.token(Role.ADMIN);
            server.token(Role.OPERATOR);
            Answer early = server.send("POST", "/api/v1/receivers", admin, receiver(gateway));
            assertThat(early.status()).isEqualTo(400);
            assertThat(early.body()).contains("settings.to names the on-call schedule 'night', which is not there");

            Answer made = server.send("POST", "/api/v1/on-call", admin, schedule());
            assertThat(made.status()).as(made.body()).isEqualTo(201);
            Answer twin = server.send("POST", "/api/v1/on-call", admin, schedule());
            assertThat(twin.code()).isEqualTo("conflict");

            JsonNode receiver = server.send("POST", "/api/v1/receivers", admin, receiver(gateway))
                    .tree();
            String id = receiver.path("receiverId").asString();
            assertThat(receiver.at("/settings/to").asString()).isEqualTo("on-call:night");
            JsonNode nobody = test(server, id);
            assertThat(nobody.path("delivered").asBoolean()).isFalse();
            assertThat(nobody.path("answer").asString()).isEqualTo("nobody is on call who can be reached");

            Map<String, String> contact = Map.of("phone", "+82 10-1234-5678", "language", "ko");
            assertThat(server.send("PUT", "/api/v1/users/operator/contact", admin, contact)
                            .status())
                    .isEqualTo(200);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> test(server, id).path("delivered").asBoolean());

            Answer drill = server.send(
                    "POST",
                    "/api/v1/notifications/drill",
                    admin,
                    Map.of("labels", Map.of("host", "db-1"), "severity", "critical"));
            String alertId = drill.tree().path("alertId").asString();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(gateway.asked())
                            .anyMatch(asked -> asked.text().contains("db-1")
                                    && asked.text().contains("821012345678")));
            assertThat(server.get("/api/v1/alerts/" + alertId + "/trace", admin).body())
                    .contains(id + "~operator");
            assertThat(server.send("POST", "/api/v1/routes/preview", admin, Map.of("labels", Map.of("host", "x")))
                            .tree()
                            .at("/told/0/receiverId")
                            .asString())
                    .isEqualTo(id + "~operator");
            assertThat(server.bean(Receivers.class).owner(id + "~operator")).isEqualTo("operator");
        }
    }

    private static JsonNode test(RunningServer server, String id) {
        return server.send("POST", "/api/v1/receivers/" + id + "/test", server.token(Role.ADMIN), Map.of())
                .tree();
    }

    private static Map<String, Object> receiver(VendorServer gateway) {
        return Map.of(
                "name",
                "night",
                "typeId",
                "sms-http",
                "settings",
                Map.of(
                        "url", gateway.url() + "/send",
                        "body", "{\"to\":\"${to}\",\"text\":\"${text}\"}",
                        "to", "on-call:night"));
    }

    private static Map<String, Object> schedule() {
        return Map.of(
                "version",
                0,
                "name",
                "night",
                "zone",
                "Asia/Seoul",
                "layers",
                List.of(Map.of(
                        "participants",
                        List.of("operator"),
                        "unit",
                        "weeks",
                        "every",
                        1,
                        "startDate",
                        "2026-06-01",
                        "handoverTime",
                        "09:00")));
    }
}
