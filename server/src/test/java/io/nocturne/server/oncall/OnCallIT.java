package io.nocturne.server.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.access.Role;
import io.nocturne.server.RunningServer;
import io.nocturne.server.RunningServer.Answer;
import io.nocturne.server.TestPostgres;
import io.nocturne.server.platform.config.DatabaseKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/// On-call schedules and contacts over the wire.
@ParameterizedClass
@EnumSource(DatabaseKind.class)
@ExtendWith(OutputCaptureExtension.class)
class OnCallIT {

    private static final String PATH = "/api/v1/on-call";

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
    void aScheduleIsMadeReadChangedAndDeleted() {
        String admin = server.token(Role.ADMIN);
        String viewer = server.token(Role.VIEWER);
        Answer made = server.send("POST", PATH, admin, schedule(0, "viewer"));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        String id = made.tree().path("scheduleId").asString();

        JsonNode now = server.get(PATH + "/now", viewer).tree();
        assertThat(now.size()).isEqualTo(1);
        assertThat(now.at("/0/user").asString()).isEqualTo("viewer");
        assertThat(server.bean(OnCall.class).now(id, Instant.parse("2026-06-10T00:00:00Z")))
                .contains("viewer");
        JsonNode shifts = server.get(
                        PATH + "/" + id + "/shifts?from=2026-05-31T00:00:00Z&to=2026-06-10T00:00:00Z", viewer)
                .tree();
        assertThat(shifts.size()).isEqualTo(2);
        assertThat(shifts.at("/0/user").isMissingNode()).isTrue();
        assertThat(shifts.at("/0/to").asString()).isEqualTo("2026-06-01T07:00:00Z");
        assertThat(server.get(PATH + "/" + id, admin)
                        .tree()
                        .at("/layers/0/handoverTime")
                        .asString())
                .startsWith("09:00");

        assertThat(server.send("PUT", PATH + "/" + id, admin, schedule(1, "admin"))
                        .status())
                .isEqualTo(200);
        Answer outdated = server.send("PUT", PATH + "/" + id, admin, schedule(1, "admin"));
        assertThat(outdated.code()).isEqualTo("conflict");
        assertThat(outdated.body()).contains("has version 2");
        assertThat(server.bean(OnCall.class).now(id, Instant.parse("2026-06-10T00:00:00Z")))
                .contains("admin");

        assertThat(server.send("DELETE", PATH + "/" + id, admin, null).status()).isEqualTo(204);
        assertThat(server.get(PATH + "/" + id, admin).status()).isEqualTo(404);
        assertThat(server.bean(OnCall.class).now(id, Instant.now())).isEmpty();
    }

    @Test
    void whatIsNoScheduleIsRefusedInTheWordsOfTheApi() {
        String admin = server.token(Role.ADMIN);
        assertThat(refusal(schedule(0, "nobody-known"))).contains("there is no user 'nobody-known'");
        assertThat(refusal(schedule(0, "admin").replace("\"every\":1", "\"every\":0")))
                .contains("every must be 1 to 400");
        assertThat(refusal(schedule(0, "admin").replace("[\"admin\"]", "[]"))).contains("at least one");
        assertThat(refusal(schedule(0, "admin").replace("Europe/Berlin", "Mars/Olympus")))
                .contains("zone");
        assertThat(refusal(schedule(0, "admin").replace("2026-06-01", "9999-01-01")))
                .contains("within 10 years");
        assertThat(refusal(schedule(0, "admin").replace("\"name\":\"team\"", "\"name\":\" \"")))
                .contains("name must have");
        assertThat(refusal("{}")).contains("zone");
        for (String range : List.of(
                "from=2026-01-01T00:00:00Z&to=2026-01-01T00:00:00Z",
                "from=2026-01-01T00:00:00Z&to=2026-12-01T00:00:00Z",
                "from=-1000000000-01-01T00:00:00Z&to=2026-12-01T00:00:00Z")) {
            assertThat(server.get(PATH + "/00000000-0000-0000-0000-000000000000/shifts?" + range, admin)
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void aContactIsTheUsersOwnAndStandsInNoLog(CapturedOutput output) {
        String operator = server.token(Role.OPERATOR);
        Answer put = server.send(
                "PUT",
                "/api/v1/auth/me/contact",
                operator,
                Map.of("email", "kim.s@example.org", "phone", "+82 10-1234-5678", "language", "ko"));
        assertThat(put.status()).as(put.body()).isEqualTo(200);

        assertThat(server.get("/api/v1/users/operator/contact", server.token(Role.ADMIN))
                        .tree()
                        .path("phone")
                        .asString())
                .isEqualTo("+821012345678");
        assertThat(server.bean(Contacts.class).of("operator").orElseThrow().language())
                .isEqualTo("ko");
        assertThat(server.get("/api/v1/auth/me/contact", server.token(Role.VIEWER))
                        .tree()
                        .size())
                .isZero();
        assertThat(output.getAll()).contains("contact of user 'operator'").doesNotContain("kim.s@", "1234");
        for (Map<String, String> wrong : List.of(
                Map.of("email", "kim"),
                Map.of("email", "a@b\r\nBcc: c@d"),
                Map.of("email", "a@b,c@d"),
                Map.of("phone", "call me"),
                Map.of("phone", "1".repeat(40)),
                Map.of("language", "de"))) {
            assertThat(server.send("PUT", "/api/v1/auth/me/contact", operator, wrong)
                            .status())
                    .as("%s", wrong)
                    .isEqualTo(400);
        }

        assertThat(server.send("PUT", "/api/v1/auth/me/contact", operator, Map.of())
                        .status())
                .isEqualTo(200);
        assertThat(server.bean(Contacts.class).of("operator")).isEmpty();
    }

    @Test
    void theContactOfADeletedUserGoesWithIt() {
        String admin = server.token(Role.ADMIN);
        server.send(
                "POST",
                "/api/v1/users",
                admin,
                Map.of("username", "leaver", "password", "password-of-leaver", "role", "viewer"));
        server.send("PUT", "/api/v1/users/leaver/contact", admin, Map.of("email", "l@example.org"));
        assertThat(server.bean(Contacts.class).of("leaver")).isPresent();

        server.send("DELETE", "/api/v1/users/leaver", admin, null);

        assertThat(server.bean(Contacts.class).of("leaver")).isEmpty();
        assertThat(server.send("PUT", "/api/v1/users/leaver/contact", admin, Map.of())
                        .status())
                .isEqualTo(404);
    }

    private static String refusal(String body) {
        Answer answer = server.send("POST", PATH, server.token(Role.ADMIN), body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        return answer.tree().path("detail").asString();
    }

    private static String schedule(long version, String user) {
        server.token(Role.VIEWER);
        return """
                {"version":%d,"name":"team","zone":"Europe/Berlin","layers":[{"participants":["%s"],"unit":"weeks",\
                "every":1,"startDate":"2026-06-01","handoverTime":"09:00"}]}""".formatted(version, user);
    }
}
