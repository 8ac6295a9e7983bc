package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.nocturne.model.access.RefreshRequest;
import io.nocturne.model.access.Role;
import io.nocturne.model.access.TokenPair;
import io.nocturne.server.RunningServer.Answer;
import io.nocturne.server.platform.config.DatabaseKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
class SignInIT {

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
    void theFirstPasswordIsReadableByItsOwnerOnly() throws IOException {
        for (String file : new String[] {
            "initial-admin-password", "local-enrollment-token", "tls/ca.key", "tls/server.key", "secrets/jwt.key"
        }) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(server.data().resolve(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
        assertThat(server.login("admin", server.adminPassword()).role()).isEqualTo(Role.ADMIN);
    }

    @Test
    void aWrongPasswordAndAnUnknownUserGetTheSameAnswer() {
        Answer wrong = login("admin", "wrong");
        Answer unknown = login("nobody", "wrong");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.code()).isEqualTo("credentials-wrong");
        assertThat(unknown.body()).isEqualTo(wrong.body());
    }

    @Test
    void aPasswordBeyondBcryptsLimitIsWrongAndNotAnError() {
        assertThat(login("admin", "x".repeat(5_000)).code()).isEqualTo("credentials-wrong");
    }

    @Test
    void aLostRefreshAnswerIsGivenAgainAndAnOlderTokenEndsTheWholeSignIn() {
        TokenPair first = server.login("admin", server.adminPassword());
        TokenPair second = server.json().readValue(refresh(first.refreshToken()).body(), TokenPair.class);
        TokenPair again = server.json().readValue(refresh(first.refreshToken()).body(), TokenPair.class);
        TokenPair third = server.json().readValue(refresh(again.refreshToken()).body(), TokenPair.class);

        assertThat(again.refreshToken()).isEqualTo(second.refreshToken());
        assertThat(me(third)).isEqualTo(200);
        assertThat(refresh(first.refreshToken()).code()).isEqualTo("refresh-refused");
        assertThat(refresh(third.refreshToken()).code()).isEqualTo("refresh-refused");
        assertThat(List.of(me(first), me(second), me(third))).containsOnly(401);
    }

    @Test
    void aMadeUpRefreshTokenIsRefused() {
        String real = server.login("admin", server.adminPassword()).refreshToken();
        String forged = real.substring(0, real.length() - 2) + (real.endsWith("AA") ? "BB" : "AA");

        assertThat(refresh(forged).code()).isEqualTo("refresh-refused");
        assertThat(refresh("nrt_").code()).isEqualTo("refresh-refused");
        assertThat(refresh("nrt_" + "é".repeat(75)).code()).isEqualTo("refresh-refused");
        assertThat(refresh(real).status()).isEqualTo(200);
    }

    @Test
    void logoutEndsTheSignIn() {
        TokenPair pair = server.login("admin", server.adminPassword());

        Answer logout =
                server.send("POST", "/api/v1/auth/logout", pair.accessToken(), new RefreshRequest(pair.refreshToken()));

        assertThat(logout.status()).isEqualTo(204);
        assertThat(refresh(pair.refreshToken()).code()).isEqualTo("refresh-refused");
        assertThat(server.get("/api/v1/auth/me", pair.accessToken()).code()).isEqualTo("token-invalid");
    }

    @Test
    void whoIsDemotedOrRemovedLosesAccessAtOnce() {
        String admin = server.token(Role.ADMIN);
        user(admin, "lee", "first-password", "operator");
        TokenPair operator = server.login("lee", "first-password");
        server.send("PUT", "/api/v1/users/lee", admin, Map.of("role", "viewer"));
        assertThat(me(operator)).isEqualTo(401);

        TokenPair viewer = server.login("lee", "first-password");
        server.send("PUT", "/api/v1/users/lee", admin, Map.of("password", "second-password"));
        assertThat(me(viewer)).isEqualTo(401);

        TokenPair last = server.login("lee", "second-password");
        assertThat(me(last)).isEqualTo(200);
        server.send("DELETE", "/api/v1/users/lee", admin, null);
        assertThat(me(last)).isEqualTo(401);
    }

    @Test
    void aChangedUserHasToSignInAgain() {
        String admin = server.token(Role.ADMIN);
        server.send(
                "POST",
                "/api/v1/users",
                admin,
                Map.of("username", "kim", "password", "first-password", "role", "viewer"));
        TokenPair pair = server.login("kim", "first-password");

        Answer change = server.send(
                "PUT", "/api/v1/users/kim", admin, Map.of("password", "second-password", "role", "operator"));

        assertThat(change.tree().path("role").asString()).isEqualTo("operator");
        assertThat(refresh(pair.refreshToken()).code()).isEqualTo("refresh-refused");
        assertThat(login("kim", "first-password").code()).isEqualTo("credentials-wrong");
        assertThat(server.login("kim", "second-password").role()).isEqualTo(Role.OPERATOR);
        assertThat(server.send("DELETE", "/api/v1/users/kim", admin, null).status())
                .isEqualTo(204);
        assertThat(login("kim", "second-password").code()).isEqualTo("credentials-wrong");
    }

    @Test
    void theLastAdminStays() {
        String admin = server.token(Role.ADMIN);

        assertThat(server.send("DELETE", "/api/v1/users/admin", admin, null).code())
                .isEqualTo("conflict");
        assertThat(server.send("PUT", "/api/v1/users/admin", admin, Map.of("role", "viewer"))
                        .code())
                .isEqualTo("conflict");
    }

    @Test
    void badUsersAreRefusedWithWhatIsAllowed() {
        String admin = server.token(Role.ADMIN);

        assertThat(user(admin, "a b", "long-enough-1", "viewer").body()).contains("username must match");
        assertThat(user(admin, "short", "short", "viewer").body()).contains("at least 10 characters");
        assertThat(user(admin, "agent", "long-enough-1", "agent").body()).contains("admin, operator or viewer");
        assertThat(user(admin, "boss", "long-enough-1", "boss").body())
                .contains("role")
                .contains("viewer");
        assertThat(user(admin, "admin", "long-enough-1", "viewer").code()).isEqualTo("conflict");
    }

    @Test
    void passwordsAndTokensAreNotStoredInClear() throws IOException {
        assumeThat(database).as("PostgreSQL's files are elsewhere").isEqualTo(DatabaseKind.H2);
        TokenPair pair = server.login("admin", server.adminPassword());
        try (var files = Files.list(server.data().resolve("db"))) {
            for (Path file : files.toList()) {
                String content = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
                assertThat(content.contains(server.adminPassword()))
                        .as("password in %s", file)
                        .isFalse();
                assertThat(content.contains(pair.refreshToken()))
                        .as("refresh token in %s", file)
                        .isFalse();
                assertThat(content.contains(server.token(Role.AGENT)))
                        .as("credential in %s", file)
                        .isFalse();
            }
        }
    }

    private static int me(TokenPair pair) {
        return server.get("/api/v1/auth/me", pair.accessToken()).status();
    }

    private static Answer login(String username, String password) {
        return server.send("POST", "/api/v1/auth/login", null, Map.of("username", username, "password", password));
    }

    private static Answer refresh(String token) {
        return server.send("POST", "/api/v1/auth/refresh", null, new RefreshRequest(token));
    }

    private static Answer user(String admin, String name, String password, String role) {
        return server.send(
                "POST", "/api/v1/users", admin, Map.of("username", name, "password", password, "role", role));
    }

    @Test
    void aTextWithTheOneUnstorableCharacterIsNoServerFault() {
        Answer answer =
                server.send("POST", "/api/v1/auth/login", null, "{\"username\":\"a\\u0000\",\"password\":\"x\"}");

        assertThat(answer.status()).as(answer.body()).isIn(400, 401);
    }
}
