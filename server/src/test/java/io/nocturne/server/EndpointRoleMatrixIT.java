package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.access.Role;
import io.nocturne.server.RunningServer.Answer;
import io.nocturne.server.platform.config.DatabaseKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Every endpoint with every kind of caller, over the wire. An endpoint that stands in the server and
/// not here fails.
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class EndpointRoleMatrixIT {

    private static final String EVERYONE = "everyone";
    /// Whatever token comes is compared with the receiver's, and is none of the server's.
    private static final String GATEWAYS = "everyone, by a token of their own";

    /// Endpoint -> the least role that may use it.
    private static final Map<String, String> EXPECTED = expected();

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init") // set before each invocation of the class
    private static RunningServer server;

    @Parameter
    DatabaseKind database = DatabaseKind.H2;

    private static final List<String> lines = new ArrayList<>();

    @BeforeParameterizedClassInvocation
    static void start(DatabaseKind kind) {
        server = RunningServer.start(data.resolve(kind.name()), TestPostgres.database(kind));
    }

    @AfterParameterizedClassInvocation
    static void stop() throws IOException {
        server.close();
        Path report = Path.of("target", "endpoint-role-matrix.md");
        List<String> page = new ArrayList<>(List.of(
                "| endpoint | no token | tampered | expired | service token | agent | viewer | operator | admin |",
                "|---|---|---|---|---|---|---|---|---|"));
        page.addAll(lines.stream().sorted().toList());
        Files.write(report, page);
    }

    static Stream<String> endpoints() {
        return EXPECTED.keySet().stream();
    }

    @Test
    void everyEndpointOfTheServerIsInThisTable() {
        Set<String> served = new TreeSet<>();
        for (RequestMappingInfo info : server.bean(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()) {
            for (String path : info.getPatternValues()) {
                // Spring's own error page: the table has no rule for it, so nobody is answered (tested below).
                if (!path.equals("/error")) {
                    assertThat(info.getMethodsCondition().getMethods())
                            .as("%s must say its method", path)
                            .isNotEmpty();
                    info.getMethodsCondition().getMethods().forEach(method -> served.add(method + " " + path));
                }
            }
        }
        served.add("GET /api/v1/live");

        assertThat(served).isEqualTo(new TreeSet<>(EXPECTED.keySet()));
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void answersEachRoleAsTheTableSays(String endpoint) {
        String needed = EXPECTED.getOrDefault(endpoint, "");
        List<String> cells = new ArrayList<>();

        boolean open = needed.equals(EVERYONE) || needed.equals(GATEWAYS);
        cells.add(check(endpoint, null, open ? "allowed" : "token-invalid"));
        cells.add(check(endpoint, tampered(), needed.equals(GATEWAYS) ? "allowed" : "token-invalid"));
        cells.add(check(endpoint, server.expiredToken(), needed.equals(GATEWAYS) ? "allowed" : "token-expired"));
        boolean readable = open || (needed.equals("VIEWER") && endpoint.startsWith("GET "));
        cells.add(check(endpoint, server.serviceToken(), readable ? "allowed" : "role-insufficient"));
        for (Role role : List.of(Role.AGENT, Role.VIEWER, Role.OPERATOR, Role.ADMIN)) {
            boolean allowed = open || role.includes(Role.valueOf(needed));
            cells.add(check(endpoint, server.token(role), allowed ? "allowed" : "role-insufficient"));
        }

        lines.add("| %s | %s |".formatted(endpoint, String.join(" | ", cells)));
    }

    @Test
    void anAddressThatIsNoEndpointIsAnsweredToNobody() {
        assertThat(server.get("/api/v1/secrets", null).code()).isEqualTo("token-invalid");
        assertThat(server.get("/api/v1/secrets", server.token(Role.ADMIN)).code())
                .isEqualTo("not-found");
        assertThat(server.get("/error", server.token(Role.ADMIN)).code()).isEqualTo("not-found");
        assertThat(server.get("/actuator/env", server.token(Role.ADMIN)).code()).isEqualTo("not-found");
    }

    private static String check(String endpoint, @Nullable String token, String expected) {
        String[] parts = endpoint.split(" ", 2);
        String path = parts[1].replace("{hostId}", UUID.randomUUID().toString())
                .replace("{alertId}", UUID.randomUUID().toString())
                .replace("{tokenId}", UUID.randomUUID().toString())
                .replace("{silenceId}", UUID.randomUUID().toString())
                .replace("{absenceId}", UUID.randomUUID().toString())
                .replace("{scheduleId}", UUID.randomUUID().toString())
                .replace("{ruleId}", "no-such-rule")
                .replace("{username}", "nobody")
                .replaceAll("[{](receiverId|notificationId|alertId|token)[}]", "none");
        Answer answer = server.send(parts[0], path, token, parts[0].equals("GET") ? null : "{}");
        boolean refused =
                Set.of("token-invalid", "token-expired", "role-insufficient").contains(answer.code());

        assertThat(refused ? answer.code() : "allowed")
                .as("%s answered %s", endpoint, answer)
                .isEqualTo(expected);
        if (refused) {
            assertThat(answer.status()).isEqualTo(answer.code().equals("role-insufficient") ? 403 : 401);
        }
        return refused ? answer.status() + " " + answer.code() : "allowed";
    }

    /// A viewer's token whose role was changed to admin by hand, its signature left as it was.
    private static String tampered() {
        String[] parts = server.token(Role.VIEWER).split("\\.", 3);
        String claims =
                new String(java.util.Base64.getUrlDecoder().decode(parts[1]), java.nio.charset.StandardCharsets.UTF_8);
        String changed = claims.replace("\"viewer\",\"role\":\"viewer\"", "\"admin\",\"role\":\"admin\"")
                .replace("\"role\":\"viewer\"", "\"role\":\"admin\"");
        assertThat(changed).isNotEqualTo(claims);
        return parts[0] + "."
                + java.util.Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(changed.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "." + parts[2];
    }

    private static Map<String, String> expected() {
        Map<String, String> table = new LinkedHashMap<>();
        table.put("GET /-/healthy", EVERYONE);
        table.put("GET /-/ready", EVERYONE);
        table.put("POST /api/v1/auth/login", EVERYONE);
        table.put("POST /api/v1/auth/refresh", EVERYONE);
        table.put("POST /api/v1/auth/logout", "VIEWER");
        table.put("GET /api/v1/auth/me", "VIEWER");
        table.put("POST /api/v1/agents/enroll", EVERYONE);
        table.put("GET /api/v1/users", "ADMIN");
        table.put("POST /api/v1/users", "ADMIN");
        table.put("PUT /api/v1/users/{username}", "ADMIN");
        table.put("DELETE /api/v1/users/{username}", "ADMIN");
        table.put("GET /api/v1/tokens", "ADMIN");
        table.put("POST /api/v1/tokens", "ADMIN");
        table.put("DELETE /api/v1/tokens/{tokenId}", "ADMIN");
        table.put("GET /api/v1/audit", "ADMIN");
        table.put("GET /api/v1/enrollment-tokens", "ADMIN");
        table.put("POST /api/v1/enrollment-tokens", "ADMIN");
        table.put("DELETE /api/v1/enrollment-tokens/{tokenId}", "ADMIN");
        table.put("POST /api/v1/ingest", "AGENT");
        table.put("POST /api/v1/agents/events", "AGENT");
        table.put("GET /api/v1/metrics", "VIEWER");
        table.put("GET /api/v1/hosts", "VIEWER");
        table.put("GET /api/v1/hosts/{hostId}", "VIEWER");
        table.put("GET /api/v1/hosts/{hostId}/events", "VIEWER");
        table.put("GET /api/v1/hosts/{hostId}/series", "VIEWER");
        table.put("GET /api/v1/hosts/{hostId}/processes", "VIEWER");
        table.put("GET /api/v1/query", "VIEWER");
        table.put("GET /api/v1/latest", "VIEWER");
        table.put("GET /api/v1/top", "VIEWER");
        table.put("GET /api/v1/status", "VIEWER");
        table.put("POST /api/v1/rules/preview", "VIEWER");
        table.put("GET /api/v1/alerts/hygiene", "VIEWER");
        table.put("GET /api/v1/rules", "VIEWER");
        table.put("POST /api/v1/rules", "ADMIN");
        table.put("GET /api/v1/rules/effective", "VIEWER");
        table.put("GET /api/v1/rules/export", "ADMIN");
        table.put("POST /api/v1/rules/import", "ADMIN");
        table.put("GET /api/v1/rules/file", "ADMIN");
        table.put("GET /api/v1/rules/{ruleId}", "VIEWER");
        table.put("PUT /api/v1/rules/{ruleId}", "ADMIN");
        table.put("DELETE /api/v1/rules/{ruleId}", "ADMIN");
        table.put("GET /api/v1/live", "VIEWER");
        table.put("GET /api/v1/silences", "VIEWER");
        table.put("GET /api/v1/silences/summary", "VIEWER");
        table.put("GET /api/v1/silences/{silenceId}", "VIEWER");
        table.put("POST /api/v1/silences", "OPERATOR");
        table.put("POST /api/v1/silences/preview", "OPERATOR");
        table.put("PUT /api/v1/silences/{silenceId}", "OPERATOR");
        table.put("DELETE /api/v1/silences/{silenceId}", "OPERATOR");
        table.put("GET /api/v1/absences", "VIEWER");
        table.put("GET /api/v1/absences/{absenceId}", "VIEWER");
        table.put("POST /api/v1/absences", "ADMIN");
        table.put("PUT /api/v1/absences/{absenceId}", "ADMIN");
        table.put("DELETE /api/v1/absences/{absenceId}", "ADMIN");
        table.put("GET /api/v1/on-call", "ADMIN");
        table.put("GET /api/v1/on-call/now", "VIEWER");
        table.put("GET /api/v1/on-call/{scheduleId}/shifts", "VIEWER");
        table.put("GET /api/v1/on-call/{scheduleId}", "ADMIN");
        table.put("POST /api/v1/on-call", "ADMIN");
        table.put("PUT /api/v1/on-call/{scheduleId}", "ADMIN");
        table.put("DELETE /api/v1/on-call/{scheduleId}", "ADMIN");
        table.put("GET /api/v1/auth/me/contact", "VIEWER");
        table.put("PUT /api/v1/auth/me/contact", "VIEWER");
        table.put("GET /api/v1/users/{username}/contact", "ADMIN");
        table.put("PUT /api/v1/users/{username}/contact", "ADMIN");
        table.put("GET /api/v1/alerts", "VIEWER");
        table.put("GET /api/v1/alerts/summary", "VIEWER");
        table.put("POST /api/v1/alerts/ack", "OPERATOR");
        table.put("POST /api/v1/alerts/seen", "OPERATOR");
        table.put("GET /api/v1/alerts/{alertId}", "VIEWER");
        table.put("GET /api/v1/alerts/{alertId}/history", "VIEWER");
        table.put("GET /api/v1/alerts/{alertId}/evidence", "VIEWER");
        table.put("POST /api/v1/alerts/{alertId}/ack", "OPERATOR");
        table.put("DELETE /api/v1/alerts/{alertId}/ack", "OPERATOR");
        table.put("POST /api/v1/alerts/{alertId}/comments", "OPERATOR");
        table.put("GET /api/v1/receiver-types", "ADMIN");
        table.put("GET /api/v1/receivers", "ADMIN");
        table.put("POST /api/v1/receivers", "ADMIN");
        table.put("POST /api/v1/receivers/preview", "ADMIN");
        table.put("GET /api/v1/receivers/{receiverId}", "ADMIN");
        table.put("PUT /api/v1/receivers/{receiverId}", "ADMIN");
        table.put("DELETE /api/v1/receivers/{receiverId}", "ADMIN");
        table.put("POST /api/v1/receivers/{receiverId}/test", "ADMIN");
        table.put("GET /api/v1/routes", "VIEWER");
        table.put("PUT /api/v1/routes", "ADMIN");
        table.put("POST /api/v1/routes/preview", "VIEWER");
        table.put("GET /api/v1/notifications", "VIEWER");
        table.put("GET /api/v1/notifications/held", "VIEWER");
        table.put("GET /api/v1/notifications/dead", "ADMIN");
        table.put("POST /api/v1/notifications/{notificationId}/resend", "ADMIN");
        table.put("POST /api/v1/notifications/drill", "OPERATOR");
        table.put("GET /api/v1/alerts/{alertId}/trace", "VIEWER");
        table.put("GET /api/v1/alerts/ack-link/{token}", EVERYONE);
        table.put("POST /api/v1/alerts/ack-link/{token}", EVERYONE);
        table.put("POST /api/v1/inbound/slack/{receiverId}", EVERYONE);
        table.put("POST /api/v1/inbound/twilio/{receiverId}", EVERYONE);
        table.put("POST /api/v1/inbound/sms/{receiverId}", GATEWAYS);
        table.put("GET /metrics", "VIEWER");
        table.put("POST /api/v1/backup", "ADMIN");
        table.put("GET /v3/api-docs", "VIEWER");
        table.put("GET /v3/api-docs.yaml", "VIEWER");
        return table;
    }
}
