package io.nocturne.server.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nocturne.model.access.Role;
import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.Comparison;
import io.nocturne.model.alert.ReceiverPreview;
import io.nocturne.model.alert.ReceiverPreview.Message;
import io.nocturne.model.alert.RuleSettings;
import io.nocturne.model.alert.RuleSettings.Threshold;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.fleet.EnrollRequest;
import io.nocturne.model.fleet.EnrollResponse;
import io.nocturne.model.fleet.HostDescription;
import io.nocturne.server.RunningServer;
import io.nocturne.server.RunningServer.Answer;
import io.nocturne.server.notify.channel.http.VendorServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What receivers would be sent about an alert that fires, over the running server.
class ReceiverPreviewIT {

    private static final String SECRET = "secret-topic-4711";

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static RunningServer server;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static VendorServer vendor;

    private static String alertId = "";

    @BeforeAll
    static void start() throws IOException {
        vendor = new VendorServer();
        server = RunningServer.start(data);
        server.deleteRules();
        admin(
                "POST",
                "/api/v1/rules",
                new AlertRule(
                        "cpu",
                        "CPU",
                        0,
                        RuleSource.Metric.newest("system.cpu.utilization"),
                        Comparison.ABOVE,
                        List.of(),
                        new RuleSettings(true, Threshold.of(0.9, 0.8, 0), null, null, "Look & <see>.", null),
                        List.of(),
                        Map.of(),
                        null,
                        null));
        String token = Files.readString(data.resolve("local-enrollment-token")).strip();
        HostDescription host = new HostDescription(
                "key-db-1", "db-1", "Debian <GNU_Linux>", "12", "amd64", 8, 16L << 30, "1.2.3", Map.of("role", "db"));
        Answer enrolled = server.send("POST", "/api/v1/agents/enroll", null, new EnrollRequest(token, host));
        String credential =
                server.json().readValue(enrolled.body(), EnrollResponse.class).credential();
        int[] sequence = {0};
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            server.send(
                    "POST",
                    "/api/v1/ingest",
                    credential,
                    ("{\"sequence\":%d,\"layout\":{\"series\":[{\"metric\":\"system.cpu.utilization\"}]},"
                                    + "\"snapshots\":[{\"time\":\"%s\",\"values\":[0.95]}]}")
                            .formatted(++sequence[0], Instant.now()));
            alertId = admin("GET", "/api/v1/alerts?status=firing", null)
                    .tree()
                    .at("/alerts/0/alertId")
                    .asString("");
            return !alertId.isEmpty();
        });
    }

    @AfterAll
    static void stop() {
        server.close();
        vendor.close();
    }

    @Test
    void aDraftIsShownOnTheAlertThatFiresAndNothingIsSentOrKept() {
        Map<String, Object> draft = ntfy(Map.of(
                "bodyTemplate",
                "{{host}} {{os}} {{osVersion}} {{architecture}}"
                        + " {{cpus}}x {{memory}} {{agentVersion}} {{tag.role}}"));

        ReceiverPreview shown = preview(Map.of("receiver", draft));

        assertThat(shown.alertId()).isEqualTo(alertId);
        assertThat(shown.kind()).isEqualTo("firing");
        assertThat(shown.message().title()).startsWith("Warning: db-1 · CPU 9");
        assertThat(shown.message().text()).startsWith("db-1 Debian <GNU_Linux> 12 amd64 8x 16 GiB 1.2.3 db\n");
        assertThat(shown.message().payload())
                .contains("\"priority\" : 4", "\"topic\" : \"…\"")
                .doesNotContain(SECRET);
        assertThat(vendor.asked()).isEmpty();
        assertThat(admin("GET", "/api/v1/receivers", null).body()).doesNotContain("pager of tests");
    }

    @ParameterizedTest
    @CsvSource({
        "escalated, Worse",
        "repeated, Still",
        "resolved, Resolved",
        "flapping, Comes",
        "unknown, Unknown",
        "reopened, Open",
        "changed, Changed",
        "test, Test"
    })
    void everyKindIsShownAsItIsSent(String kind, String words) {
        ReceiverPreview shown = preview(Map.of("receiver", ntfy(Map.of()), "alertId", alertId, "kind", kind));

        assertThat(shown.kind()).isEqualTo(kind);
        assertThat(shown.message().title()).startsWith(words);
        assertThat(shown.message().text()).contains(kind.equals("resolved") ? "after" : "since");
    }

    @Test
    void aLinkThatIsShownDoesNothing() {
        JsonNode payload = server.json()
                .readTree(preview(Map.of("receiver", ntfy(Map.of()))).message().payload());

        String link = payload.at("/actions/0/url").asString();
        assertThat(link).contains("/api/v1/alerts/ack-link/");
        assertThat(server.get(link.substring(link.indexOf("/api/")), null).code())
                .isEqualTo("not-found");
    }

    @Test
    void whatAHostSaysOfItselfIsEscapedAsTheReceiverWantsIt() {
        String template = "{{host}} on {{os}}";
        Map<String, String> mail = Map.of("recipients", "kim@example.com", "titleTemplate", template);
        Message email = preview(Map.of("receiver", receiver("email", mail))).message();
        assertThat(email.title()).isEqualTo("[Warning] db-1 on Debian <GNU_Linux>");
        assertThat(email.html()).contains("db-1 on Debian &lt;GNU_Linux&gt;").doesNotContain("<GNU", "<see>");

        Map<String, String> slack = Map.of("webhook", vendor.url() + "/" + SECRET, "bodyTemplate", template);
        assertThat(preview(Map.of("receiver", receiver("slack", slack)))
                        .message()
                        .text())
                .contains("db-1 on Debian &lt;GNU_Linux&gt;");
        Map<String, String> teams = Map.of("webhook", vendor.url() + "/" + SECRET, "bodyTemplate", template);
        assertThat(preview(Map.of("receiver", receiver("teams", teams)))
                        .message()
                        .text())
                .contains("Debian <GNU\\_Linux>");
    }

    @Test
    void aSavedReceiverIsShownOtherwiseWithoutItsSecretsBeingSent() {
        Map<String, Object> off = new HashMap<>(ntfy(Map.of("token", "tk_saved_4711")));
        off.put("enabled", false);
        Answer saved = admin("POST", "/api/v1/receivers", off);
        String receiverId = saved.tree().path("receiverId").asString();

        Map<String, Object> draft =
                Map.of("receiverId", receiverId, "language", "ko", "settings", Map.of("titleTemplate", "{{host}}에 문제"));
        Answer answer = admin("POST", "/api/v1/receivers/preview", Map.of("receiver", draft));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.tree().at("/message/title").asString()).isEqualTo("db-1에 문제");
        assertThat(answer.body()).contains("임계값").doesNotContain(SECRET, "tk_saved_4711");
        assertThat(admin("GET", "/api/v1/receivers/" + receiverId, null)
                        .tree()
                        .path("version")
                        .asInt())
                .isEqualTo(1);
        assertThat(vendor.asked()).isEmpty();
    }

    @Test
    void aShortMessageSaysWhatItCosts() {
        Map<String, String> settings = Map.of(
                "accountSid",
                "AC1234",
                "authToken",
                SECRET,
                "from",
                "+15005550006",
                "to",
                "+821012345678",
                "api",
                vendor.url());

        Message shown = preview(Map.of("receiver", receiver("sms", settings))).message();

        assertThat(shown.shortMessage())
                .isEqualTo(new ReceiverPreview.ShortMessage("gsm7", shown.text().length(), 1));
        assertThat(vendor.asked()).isEmpty();
    }

    @Test
    void aTemplateThatIsWrongIsToldAsWhenItIsSaved() {
        Map<String, Object> wrong = ntfy(Map.of("titleTemplate", "{{hostname}}"));

        Answer shown = admin("POST", "/api/v1/receivers/preview", Map.of("receiver", wrong));

        assertThat(shown.code()).isEqualTo("request-invalid");
        assertThat(shown.tree().path("detail").asString())
                .startsWith("settings.titleTemplate unknown placeholder \"hostname\" at character 1; allowed are host,")
                .contains("osVersion")
                .isEqualTo(admin("POST", "/api/v1/receivers", wrong)
                        .tree()
                        .path("detail")
                        .asString());
    }

    @Test
    void whatThereIsNotIsNamed() {
        Map<String, Object> draft = ntfy(Map.of());
        assertThat(fault(Map.of("receiver", draft, "kind", "loud"))
                        .path("detail")
                        .asString())
                .isEqualTo("kind must be one of firing, escalated, repeated, resolved, flapping, unknown, reopened,"
                        + " changed, test");
        assertThat(fault(Map.of("receiver", draft, "alertId", "none"))
                        .path("code")
                        .asString())
                .isEqualTo("not-found");
        assertThat(fault(Map.of("receiver", Map.of("receiverId", "none")))
                        .path("code")
                        .asString())
                .isEqualTo("not-found");
        assertThat(fault(Map.of()).path("detail").asString()).isEqualTo("receiver is missing");
        assertThat(fault(Map.of("receiver", Map.of())).path("detail").asString())
                .startsWith("name is missing; typeId must be one of");
    }

    private static JsonNode fault(Map<String, Object> wanted) {
        Answer answer = admin("POST", "/api/v1/receivers/preview", wanted);
        assertThat(answer.status()).as(answer.body()).isBetween(400, 404);
        return answer.tree();
    }

    private static ReceiverPreview preview(Map<String, Object> wanted) {
        Answer answer = admin("POST", "/api/v1/receivers/preview", wanted);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain(SECRET);
        return server.json().readValue(answer.body(), ReceiverPreview.class);
    }

    private static Map<String, Object> ntfy(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("server", vendor.url(), "topic", SECRET));
        settings.putAll(more);
        return receiver("ntfy", settings);
    }

    private static Map<String, Object> receiver(String typeId, Map<String, String> settings) {
        return Map.of("name", "pager of tests", "typeId", typeId, "settings", settings, "version", 0);
    }

    private static Answer admin(String method, String path, @Nullable Object body) {
        return server.send(method, path, server.token(Role.ADMIN), body);
    }
}
