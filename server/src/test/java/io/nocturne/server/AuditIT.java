package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nocturne.model.access.LoginRequest;
import io.nocturne.model.access.Role;
import io.nocturne.server.RunningServer.Answer;
import io.nocturne.server.platform.config.DatabaseKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
class AuditIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init") // set before each invocation of the class
    private static RunningServer server;

    @Parameter
    DatabaseKind database = DatabaseKind.H2;

    @BeforeParameterizedClassInvocation
    static void start(DatabaseKind kind) {
        server = RunningServer.start(data.resolve(kind.name()), TestPostgres.database(kind));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @Test
    void whatConcernsAccessIsKeptWithWhoAndFromWhere() {
        String admin = server.token(Role.ADMIN);
        server.send("POST", "/api/v1/auth/login", null, new LoginRequest("mallory", "wrong"));
        server.send(
                "POST",
                "/api/v1/users",
                admin,
                Map.of("username", "dana", "password", "first-password", "role", "viewer"));
        server.send("PUT", "/api/v1/users/dana", admin, Map.of("role", "operator"));
        server.send("DELETE", "/api/v1/users/dana", admin, null);
        server.get("/api/v1/users", server.token(Role.VIEWER));
        server.get("/api/v1/hosts", "made-up");
        server.serviceToken();
        server.send("POST", "/api/v1/enrollment-tokens", admin, Map.of("description", "rack 9"));
        server.enroll("audited");
        server.send(
                "POST",
                "/api/v1/agents/enroll",
                null,
                Map.of("token", "net_guess", "host", Map.of("machineKey", "k", "name", "n")));

        expect("sign-in", "admin", "signed in");
        expect("sign-in-refused", "mallory", "wrong user name or password");
        expect("user-created", "server", "user 'admin' with role admin");
        expect("user-created", "admin", "user 'dana' with role viewer");
        expect("user-changed", "admin", "role operator, before viewer; the same password");
        expect("user-deleted", "admin", "user 'dana'");
        expect("role-refused", "viewer", "GET /api/v1/users");
        expect("token-refused", "", "not a token of this server");
        expect("service-token-created", "admin", "service token 'matrix'");
        expect("enrollment-token-created", "admin", "enrollment token 'rack 9'");
        expect("enrolled", "", "host 'audited'");
        expect("enrollment-refused", "", "an unknown token");
    }

    @Test
    void aNameCannotForgeALine() {
        server.send(
                "POST",
                "/api/v1/auth/login",
                null,
                new LoginRequest("x\n2026 INFO user admin was made\u202e", "wrong"));

        JsonNode event = expect("sign-in-refused", "x␊2026 INFO user admin was made\uFFFD", "wrong");

        assertThat(event.path("address").asString()).isEqualTo("127.0.0.1");
    }

    @Test
    void theListComesInPagesNewestFirst() {
        String admin = server.token(Role.ADMIN);
        for (int i = 0; i < 3; i++) {
            server.send("POST", "/api/v1/enrollment-tokens", admin, Map.of("description", "page " + i));
        }

        Answer first = server.get("/api/v1/audit?limit=2", admin);
        long next = first.tree().path("next").asLong();
        Answer second = server.get("/api/v1/audit?limit=2&before=" + next, admin);

        assertThat(first.tree().path("events").size()).isEqualTo(2);
        assertThat(second.tree().path("events").path(0).path("eventId").asLong())
                .isLessThan(next);
        assertThat(server.get("/api/v1/audit?limit=501", admin).code()).isEqualTo("request-invalid");
    }

    private static JsonNode expect(String kind, String user, String detail) {
        return await().atMost(PATIENCE)
                .until(() -> find(kind, user, detail), Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<JsonNode> find(String kind, String user, String detail) {
        JsonNode events = server.get("/api/v1/audit?limit=500", server.token(Role.ADMIN))
                .tree()
                .path("events");
        for (JsonNode event : events) {
            boolean same = event.path("kind").asString().equals(kind)
                    && event.path("user").asString().equals(user)
                    && event.path("detail").asString().contains(detail);
            if (same) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }
}
