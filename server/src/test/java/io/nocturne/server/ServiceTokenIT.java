package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nocturne.model.access.Role;
import io.nocturne.server.RunningServer.Answer;
import io.nocturne.server.platform.config.DatabaseKind;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
class ServiceTokenIT {

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
    void aPrometheusServerReadsWithItAndNothingElseIsAllowed() {
        Answer made = make("prometheus", 3_600);
        String token = made.tree().path("token").asString();

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.tree().path("role").asString()).isEqualTo("viewer");
        assertThat(made.tree().path("scope").asString()).isEqualTo("read");
        assertThat(server.get("/metrics", token).body())
                .contains(
                        "jvm_memory",
                        "nocturne_alerts_gaps_total",
                        "nocturne_alerts_evidence_left_out_total",
                        "nocturne_alerts_evidence_cut_total",
                        "nocturne_notify_trace_lines_left_out_total",
                        "nocturne_notify_charts_left_out_total");
        assertThat(server.get("/api/v1/hosts", token).status()).isEqualTo(200);
        assertThat(server.get("/api/v1/auth/me", token).tree().path("username").asString())
                .isEqualTo("prometheus");
        Answer logout = server.send("POST", "/api/v1/auth/logout", token, Map.of("refreshToken", "x"));
        assertThat(logout.code()).isEqualTo("role-insufficient");
        assertThat(logout.body()).contains("this token may only read");
        assertThat(server.get("/api/v1/users", token).code()).isEqualTo("role-insufficient");

        Answer list = server.get("/api/v1/tokens", server.token(Role.ADMIN));
        assertThat(list.body())
                .doesNotContain(token)
                .contains("\"createdBy\":\"admin\"")
                .contains("lastUsedAt");
    }

    @Test
    void aRevokedTokenIsRefusedAtOnce() {
        Answer made = make("revoked", 3_600);
        String token = made.tree().path("token").asString();
        String path = "/api/v1/tokens/" + made.tree().path("tokenId").asString();
        assertThat(server.get("/metrics", token).status()).isEqualTo(200);

        assertThat(server.send("DELETE", path, server.token(Role.ADMIN), null).status())
                .isEqualTo(204);

        assertThat(server.get("/metrics", token).code()).isEqualTo("token-invalid");
        assertThat(server.send("DELETE", path, server.token(Role.ADMIN), null).code())
                .isEqualTo("not-found");
    }

    @Test
    void aTokenEndsWithItsTime() {
        String token = make("short", 1).tree().path("token").asString();

        await().untilAsserted(
                        () -> assertThat(server.get("/metrics", token).code()).isEqualTo("token-expired"));
    }

    @Test
    void aMadeUpTokenIsRefused() {
        assertThat(server.get("/metrics", "nst_" + "x".repeat(43)).code()).isEqualTo("token-invalid");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"expiresInSeconds":60}                                 | name must match
            {"name":"a b","expiresInSeconds":60}                    | name must match
            {"name":"endless"}                                      | expiresInSeconds must be 1 to
            {"name":"endless","expiresInSeconds":999999999}         | expiresInSeconds must be 1 to
            {"name":"boss","expiresInSeconds":60,"role":"admin"}    | role must be viewer
            {"name":"boss","expiresInSeconds":60,"scope":"write"}   | scope must be read
            """)
    void badTokensAreRefusedWithWhatIsAllowed(String body, String detail) {
        Answer answer = server.send("POST", "/api/v1/tokens", server.token(Role.ADMIN), body);

        assertThat(answer.code()).isEqualTo("request-invalid");
        assertThat(answer.body()).contains(detail);
    }

    @Test
    void aNameIsGivenOnceAndTheListComesInPages() {
        make("page-a", 60);
        make("page-b", 60);
        assertThat(make("page-a", 60).code()).isEqualTo("conflict");

        Answer first = server.get("/api/v1/tokens?limit=1&after=page-", server.token(Role.ADMIN));
        assertThat(first.tree().path("next").asString()).isEqualTo("page-a");
        Answer second = server.get("/api/v1/tokens?limit=1&after=page-a", server.token(Role.ADMIN));
        assertThat(second.tree().path("tokens").path(0).path("name").asString()).isEqualTo("page-b");
        assertThat(server.get("/api/v1/tokens?limit=0", server.token(Role.ADMIN))
                        .code())
                .isEqualTo("request-invalid");
    }

    private static Answer make(String name, int seconds) {
        return server.send(
                "POST", "/api/v1/tokens", server.token(Role.ADMIN), Map.of("name", name, "expiresInSeconds", seconds));
    }
}
