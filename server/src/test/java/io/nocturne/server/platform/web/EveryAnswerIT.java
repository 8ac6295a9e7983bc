package io.nocturne.server.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.access.Role;
import io.nocturne.server.RunningServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How answers look to those that ask wrongly, down to what is no HTTP.
class EveryAnswerIT {

    private static final String END = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init") // set before all
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.start(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            GET /api/v1/status?a=%zz      | 400 | request-invalid
            GET /api/v1/query?metric=%ff%fe | 400 | request-invalid
            POST /api/v1/auth/login?a=%zz | 400 | request-invalid
            GET /%zz                      | 400 | request-invalid
            GET /%ff%fe                   | 400 | request-invalid
            GET /a;b=c/d                  | 400 | request-invalid
            GET /api//v1/status           | 400 | request-invalid
            GET /api/%2e%2e/x             | 400 | request-invalid
            GET /{a}                      | 400 | request-invalid
            GET /nothing                  | 401 | token-invalid
            GET /api/v1/nothing           | 401 | token-invalid
            G<T /                         | 400 | request-invalid
            TRACE /                       | 405 | method-not-allowed
            BREW /-/healthy               | 400 | request-invalid
            PUT /-/healthy                | 401 | token-invalid
            CONNECT localhost:1           | 501 | request-invalid
            """)
    void wrongAddressesAreAnsweredWithAProblem(String line, int status, String code) throws IOException {
        check(line + END, status, code);
    }

    @Test
    void whatIsHardlyHttpIsAnsweredWithAProblem() throws IOException {
        check("GET /-/healthy HTTP/1.1\r\nConnection: close\r\n\r\n", 400, "request-invalid");
        check("GET /-/healthy HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n", 400, "request-invalid");
        check(
                "GET /-/healthy HTTP/1.1\r\nHost: localhost\r\nBad Name: x\r\nConnection: close\r\n\r\n",
                400,
                "request-invalid");
        check(
                "GET /-/healthy HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n",
                400,
                "request-invalid");
        check("GET /" + "x".repeat(20_000) + END, 400, "request-invalid");
        check(
                "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
                400,
                "request-invalid");
        check(
                "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: wild\r\n\r\n",
                501,
                "request-invalid");
        check(
                "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                400,
                "request-invalid");
    }

    @ParameterizedTest
    @CsvSource({
        "multipart/form-data; boundary=x, 415, media-type-unsupported",
        "application/x-www-form-urlencoded, 415, media-type-unsupported",
        "text/plain, 415, media-type-unsupported",
        "nonsense, 415, media-type-unsupported"
    })
    void onlyJsonIsTaken(String type, int status, String code) throws IOException {
        for (String path : List.of("/api/v1/auth/login", "/api/v1/auth/refresh", "/api/v1/agents/enroll")) {
            for (String body : List.of("username=a&password=b", "username=%zz", "a=%ff%fe", "%")) {
                check(post(path, type, body), status, code);
            }
        }
    }

    @Test
    void noKindOfBodyPassesTheLimit() throws IOException {
        String piece = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
        String head = "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
        for (String type : List.of("application/json", "text/plain")) {
            check(
                    head + "Content-Type: " + type + "\r\nTransfer-Encoding: chunked\r\n\r\n" + piece.repeat(96)
                            + "0\r\n\r\n",
                    413,
                    "request-too-large");
            check(head + "Content-Type: " + type + "\r\nContent-Length: 70000\r\n\r\n", 413, "request-too-large");
        }
        for (String type : List.of("multipart/form-data; boundary=x", "application/x-www-form-urlencoded")) {
            check(
                    head + "Content-Type: " + type + "\r\nTransfer-Encoding: chunked\r\n\r\n" + piece.repeat(96)
                            + "0\r\n\r\n",
                    415,
                    "media-type-unsupported");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/query?metric=m&a=%zz",
                "/api/v1/query?metric=%ff%fe",
                "/api/v1/query?metric=m&attributes=%ff%fe",
                "/api/v1/status?a=%zz",
                "/api/v1/hosts?%zz=1",
                "/api/v1/latest?host=%c3%28"
            })
    void aQueryThatCannotBeDecodedIsAProblemForWhoIsKnownToo(String path) throws IOException {
        check(
                "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                        + server.token(Role.VIEWER) + "\r\n\r\n",
                400,
                "request-invalid");
    }

    @Test
    void whoIsNotKnownIsRefusedWithoutBeingRead() throws IOException {
        check(
                "POST /api/v1/ingest HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 5000\r\n\r\n{",
                401,
                "token-invalid");
    }

    @Test
    void goodAnswersHaveTheHeadersToo() throws IOException {
        String token = server.token(Role.VIEWER);
        for (String path : List.of("/-/healthy", "/api/v1/status", "/api/v1/query?metric=m", "/metrics")) {
            try (RawConnection connection = RawConnection.tls(server)) {
                RawConnection.Answer answer = connection
                        .say("GET " + path
                                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer " + token
                                + "\r\n\r\n")
                        .rest();
                assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                checkHeaders(answer);
            }
        }
    }

    private static String post(String path, String type, String body) {
        return "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(path, type, body.length(), body);
    }

    private static void check(String request, int status, String code) throws IOException {
        try (RawConnection connection = RawConnection.tls(server)) {
            RawConnection.Answer answer = connection.say(request).rest();
            String what = request.lines().findFirst().orElse("") + " -> " + answer.text();
            assertThat(answer.status()).as(what).isEqualTo(status);
            assertThat(answer.code()).as(what).isEqualTo(code);
            checkHeaders(answer);
            assertThat(answer.text()).doesNotContainIgnoringCase("tomcat").doesNotContain("org.", "java.");
        }
    }

    private static void checkHeaders(RawConnection.Answer answer) {
        assertThat(answer.header("X-Content-Type-Options")).as(answer.text()).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).as(answer.text()).contains("no-store");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Content-Security-Policy")).isEqualTo("default-src 'none'; frame-ancestors 'none'");
        assertThat(answer.header("Strict-Transport-Security")).isNullOrEmpty();
        assertThat(answer.header("Server")).isNull();
    }
}
