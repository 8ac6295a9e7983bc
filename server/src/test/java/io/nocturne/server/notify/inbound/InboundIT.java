package io.nocturne.server.notify.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nocturne.model.access.Role;
import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.Comparison;
import io.nocturne.model.alert.RuleSettings;
import io.nocturne.model.alert.RuleSettings.Threshold;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.sample.IngestRequest;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.server.MovedClock;
import io.nocturne.server.RunningServer;
import io.nocturne.server.RunningServer.Answer;
import io.nocturne.server.notify.channel.http.VendorServer;
import io.nocturne.server.notify.channel.http.VendorServer.Asked;
import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.EncryptionConfig;
import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.config.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;

/// Alerts are told by the whole server and acknowledged as vendors hand on what people answer.
class InboundIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String METRIC = "system.cpu.utilization";
    private static final String SLACK_SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    private static final String AUTH_TOKEN = "f00dfeedf00dfeedf00dfeed";
    private static final String GATEWAY_TOKEN = "a-token-of-the-gateway";
    private static final String PHONE = "+821012345678";
    private static final Pattern CODE = Pattern.compile("\n(?:ACK|확인) ([0-9]{4})$");

    private final MovedClock clock = new MovedClock();
    private final Map<String, Long> sequences = new HashMap<>();

    @TempDir
    Path data = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private RunningServer server;

    @SuppressWarnings("NullAway.Init") // set before each test
    private VendorServer vendor;

    @BeforeEach
    void start() throws IOException {
        vendor = new VendorServer();
        server = open();
        server.deleteRules();
        RuleSettings settings =
                new RuleSettings(true, Threshold.of(0.8, 0.75, 0), Threshold.of(0.9, 0.87, 0), null, null, null);
        AlertRule rule = new AlertRule(
                "cpu",
                "CPU",
                0,
                RuleSource.Metric.newest(METRIC),
                Comparison.ABOVE,
                List.of(),
                settings,
                List.of(),
                Map.of(),
                null,
                null);
        assertThat(admin("POST", "/api/v1/rules", rule).status()).isEqualTo(201);
    }

    @AfterEach
    void stop() {
        server.close();
        vendor.close();
    }

    // Slack

    @Test
    void aButtonInSlackAcknowledgesOnceAndTheMessageShowsIt() {
        String receiver = slack("ops");
        fire("h1");
        JsonNode message = slackMessage();
        String token = button(message).path("value").asString();

        Answer pressed = press(receiver, payload("kim\u202E", token, message));

        assertThat(pressed.status()).as(pressed.body()).isEqualTo(200);
        assertThat(owner("h1")).isEqualTo("kim\uFFFD (ops)");
        await().atMost(PATIENCE).until(() -> !calls("chat.update").isEmpty());
        String updated = calls("chat.update").getFirst().text();
        assertThat(updated)
                .contains("Acknowledged by kim\uFFFD: h1 · CPU")
                .contains("\"ts\":\"1700000000.000100\"")
                .doesNotContain(token);
        assertThat(audit()).contains("acknowledged-by-link", "kim\uFFFD (ops)");

        assertThat(press(receiver, payload("lee", token, message)).status()).isEqualTo(200);

        await().atMost(PATIENCE).until(() -> !calls("chat.postEphemeral").isEmpty());
        assertThat(calls("chat.postEphemeral").getFirst().json().path("user").asString())
                .isEqualTo("U2147483697");
        assertThat(owner("h1")).isEqualTo("kim\uFFFD (ops)");
    }

    @Test
    void severalAlertsHaveAButtonEach() {
        String receiver = slack("ops");
        fire("h1", "m1", "m2", "m3");
        JsonNode message = slackMessage();
        List<JsonNode> buttons = buttons(message);

        assertThat(buttons).hasSize(3);
        assertThat(buttons)
                .extracting(each -> each.path("action_id").asString())
                .doesNotHaveDuplicates();
        assertThat(press(receiver, payload("kim", buttons.get(1).path("value").asString(), message))
                        .status())
                .isEqualTo(200);

        await().atMost(PATIENCE).until(() -> !calls("chat.update").isEmpty());
        assertThat(buttons(calls("chat.update").getFirst().json())).hasSize(2);
        assertThat(alerts().stream().filter(alert -> alert.has("acknowledgement")))
                .hasSize(1);
    }

    @Test
    void whatSlackDidNotSignIsRefusedInTheSameWordsAndChangesNothing() {
        String receiver = slack("ops");
        String other = slack("others");
        fire("h1");
        await().atMost(PATIENCE).until(() -> calls("chat.postMessage").size() == 2);
        JsonNode message = slackMessage();
        List<String> tokens = calls("chat.postMessage").stream()
                .map(call -> button(call.json()).path("value").asString())
                .toList();
        String body = form(Map.of("payload", payload("kim", tokens.getFirst(), message)));
        long now = clock.instant().getEpochSecond();

        List<Answer> refused = new ArrayList<>(List.of(
                slackPost(receiver, body, now, "v0=" + "0".repeat(64)),
                slackPost(receiver, body, now, ""),
                slackPost(receiver, body, now - 301, signed(body, now - 301)),
                slackPost(receiver, body, now + 360, signed(body, now + 360)),
                slackPost(receiver, body + "&a=b", now, signed(body, now)),
                slackPost("none", body, now, signed(body, now)),
                slackPost(UUID.randomUUID().toString(), body, now, signed(body, now))));
        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.code()).isEqualTo("not-found");
            assertThat(answer.tree().path("detail").asString())
                    .isEqualTo(refused.getFirst().tree().path("detail").asString());
        });

        // Signed, and for the other receiver: one of the two tokens is of either.
        assertThat(tokens.stream().distinct()).hasSize(2);
        String foreign = tokens.stream()
                .filter(token -> claims(token).contains(other))
                .findFirst()
                .orElseThrow();
        assertThat(press(receiver, payload("kim", foreign, message)).status()).isEqualTo(200);
        assertThat(press(receiver, payload("kim", foreign + "x", message)).status())
                .isEqualTo(200);
        await().atMost(PATIENCE).until(() -> calls("chat.postEphemeral").size() == 2);
        assertThat(owner("h1")).isEmpty();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(audit()).contains("ack-link-refused").doesNotContain("acknowledged-by-link"));
    }

    @Test
    void aPayloadThatIsNoJsonIsRefusedAndWhatElsePeopleDoIsIgnored() {
        String receiver = slack("ops");
        for (String broken : List.of("{", "[1", "nonsense", "{\"a\":1,\"a\":2}", "[".repeat(60))) {
            assertThat(press(receiver, broken).code()).as(broken).isEqualTo("request-invalid");
        }
        for (String other : List.of(
                "null",
                "[]",
                "{}",
                "{\"type\":\"view_submission\"}",
                "{\"type\":\"block_actions\",\"actions\":[{\"action_id\":\"runbook\"}]}",
                "{\"type\":\"block_actions\",\"actions\":[{\"action_id\":\"acknowledge\"}]}",
                "{\"type\":\"block_actions\",\"actions\":{},\"user\":[],\"channel\":7}")) {
            assertThat(press(receiver, other).status()).as(other).isEqualTo(200);
        }
        assertThat(vendor.asked()).isEmpty();
    }

    @Test
    void aBodyThatIsTooLargeIsNotRead() {
        String receiver = slack("ops");
        long now = clock.instant().getEpochSecond();
        String large = "payload=" + "x".repeat(300 << 10);
        assertThat(slackPost(receiver, large, now, signed(large, now)).code()).isEqualTo("request-too-large");
        assertThat(post("twilio/" + receiver, "Body=" + "x".repeat(70 << 10), Map.of())
                        .code())
                .isEqualTo("request-too-large");
        assertThat(post("slack/" + receiver, "payload=%zz", Map.of()).code()).isEqualTo("not-found");
        assertThat(post("twilio/" + receiver, "Body=%zz", Map.of()).code()).isEqualTo("request-invalid");
    }

    @Test
    void anOwnerIsAsLongAsOneMayBeByALinkToo() {
        String receiver = slack("운".repeat(100));
        fire("h1", "m1", "m2");
        JsonNode message = slackMessage();
        List<JsonNode> buttons = buttons(message);

        String first = buttons.getFirst().path("value").asString();
        assertThat(press(receiver, payload("이".repeat(80), first, message)).status())
                .isEqualTo(200);
        String second = buttons.getLast().path("value").asString();
        Answer followed = server.send("POST", "/api/v1/alerts/ack-link/" + second, null, null);
        assertThat(followed.status()).as(followed.body()).isEqualTo(200);

        assertThat(alerts())
                .hasSize(2)
                .allSatisfy(
                        alert -> assertThat(alert.at("/acknowledgement/owner").asString())
                                .hasSize(64)
                                .endsWith("…"));
    }

    @Test
    void whoAsksAgainAndAgainWaits() {
        Answer last = post("slack/none", "", Map.of());
        for (int i = 0; i < 200 && !last.code().equals("overloaded"); i++) {
            last = post("slack/none", "", Map.of());
        }
        assertThat(last.code()).isEqualTo("overloaded");
        assertThat(last.retryAfter()).isNotBlank();
    }

    // Twilio

    @Test
    void anAnswerToAShortMessageAcknowledgesAfterARestartToo() {
        String receiver = twilio("en");
        fire("h1");
        fire("h2");
        Map<String, String> codes = codes(2);

        server.close();
        server = open();
        Answer answered = answer(receiver, PHONE, "ack " + codes.get("h1"), "SM1");

        assertThat(answered.status()).as(answered.body()).isEqualTo(200);
        assertThat(answered.contentType()).startsWith("text/xml");
        assertThat(answered.body()).isEqualTo("<Response><Message>Acknowledged: h1 - CPU m1</Message></Response>");
        assertThat(owner("h1")).isEqualTo("…5678 (phones)");
        assertThat(owner("h2")).isEmpty();
        assertThat(answer(receiver, PHONE, "ACK " + codes.get("h1"), "SM2").body())
                .contains("answered before");
    }

    @Test
    void anAnswerWithoutACodeIsForTheOnlyOneThatWaits() {
        String receiver = twilio("ko");
        assertThat(answer(receiver, PHONE, "확인", "SM0").body()).contains("확인할 경보가 없습니다");
        fire("h1");
        fire("h2");
        Map<String, String> codes = codes(2);

        assertThat(answer(receiver, PHONE, "확인", "SM1").body()).contains("2건");
        assertThat(answer(receiver, PHONE, "확인 " + codes.get("h2"), "SM2").body())
                .contains("확인됨: h2 · CPU");
        assertThat(answer(receiver, PHONE, "확인", "SM3").body()).contains("확인됨: h1 · CPU");
        assertThat(owner("h1")).isEqualTo("…5678 (phones)");
    }

    @Test
    void whoIsOnCallAnswersInTheirName() {
        server.token(Role.OPERATOR);
        Map<String, Object> layer = Map.of(
                "participants",
                List.of("operator"),
                "unit",
                "weeks",
                "every",
                1,
                "startDate",
                "2026-01-05",
                "handoverTime",
                "09:00");
        Answer made = admin(
                "POST",
                "/api/v1/on-call",
                Map.of("version", 0, "name", "night", "zone", "Asia/Seoul", "layers", List.of(layer)));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        admin("PUT", "/api/v1/users/operator/contact", Map.of("phone", PHONE, "language", "en"));
        String receiver = twilio("ko", "on-call:night");
        fire("h1");
        String code = codes(1).get("h1");

        assertThat(answer(receiver, "+821099999999", "ACK " + code, "SM1").body())
                .isEqualTo("<Response/>");
        assertThat(answer(receiver, PHONE, "ACK " + code, "SM2").body()).contains("Acknowledged: h1");
        assertThat(owner("h1")).isEqualTo("operator");
    }

    @Test
    void whatTwilioDidNotSignOrComesAgainChangesNothing() {
        String receiver = twilio("en");
        fire("h1");
        codes(1);
        Map<String, String> fields = fields(PHONE, "ACK", "SM1");
        String path = "twilio/" + receiver;

        assertThat(post(path, form(fields), Map.of()).code()).isEqualTo("not-found");
        assertThat(post(path, form(fields), Map.of("X-Twilio-Signature", "AAAA"))
                        .code())
                .isEqualTo("not-found");
        String signature = twilioSignature(path, fields);
        assertThat(post(path, form(fields(PHONE, "ACK 1", "SM1")), Map.of("X-Twilio-Signature", signature))
                        .code())
                .isEqualTo("not-found");
        // Somebody who is told nothing, and something that is no answer.
        assertThat(answer(receiver, "+821099999999", "ACK", "SM2").body()).isEqualTo("<Response/>");
        assertThat(answer(receiver, PHONE, "STOP", "SM3").body()).isEqualTo("<Response/>");
        assertThat(answer(receiver, PHONE, "", "SM4").body()).isEqualTo("<Response/>");
        assertThat(owner("h1")).isEmpty();

        assertThat(post(path, form(fields), Map.of("X-Twilio-Signature", signature))
                        .body())
                .contains("Acknowledged: h1");
        fire("h2");
        codes(2);
        assertThat(post(path, form(fields), Map.of("X-Twilio-Signature", signature))
                        .body())
                .isEqualTo("<Response/>");
        assertThat(owner("h2")).isEmpty();
    }

    @Test
    void whoGuessesIsStoppedAfterFiveWrongCodes() {
        String receiver = twilio("en");
        fire("h1");
        String code = codes(1).get("h1");
        String wrong = "9999".equals(code) ? "9998" : "9999";

        for (int i = 0; i < 5; i++) {
            assertThat(answer(receiver, PHONE, "ACK " + wrong, "W" + i).body()).contains("No alert has this code");
        }
        assertThat(answer(receiver, PHONE, "ACK " + code, "R1").body()).isEqualTo("<Response/>");
        assertThat(owner("h1")).isEmpty();

        clock.pass(Duration.ofHours(1));
        assertThat(answer(receiver, PHONE, "ACK " + code, "R2").body()).contains("Acknowledged: h1");
    }

    @Test
    void aCodeCountsForADay() {
        String receiver = twilio("en");
        fire("h1");
        String code = codes(1).get("h1");

        clock.pass(Duration.ofHours(25));
        assertThat(answer(receiver, PHONE, "ACK " + code, "R1").body()).contains("No alert has this code");
    }

    @Test
    void aReceiverThatTakesNoAnswersSendsNoCode() {
        receiver("phones", "sms", "en", twilio());
        fire("h1");
        await().atMost(PATIENCE).until(() -> !vendor.asked().isEmpty());

        assertThat(decoded(vendor.last()).get("Body")).doesNotContain("ACK");
        String id = admin("GET", "/api/v1/receivers", null)
                .tree()
                .at("/0/receiverId")
                .asString();
        assertThat(answer(id, PHONE, "ACK", "SM1").code()).isEqualTo("not-found");
    }

    // Any gateway

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aGatewayHandsAnswersOnAsJsonOrAsAForm(boolean isJson) {
        String receiver = receiver(
                "phones",
                "sms-http",
                "ko",
                Map.of(
                        "url",
                        vendor.url() + "/send",
                        "body",
                        "{\"text\":\"${text}\"}",
                        "to",
                        "010-1234-5678",
                        "inboundToken",
                        GATEWAY_TOKEN));
        fire("h1");
        await().atMost(PATIENCE).until(() -> !vendor.asked().isEmpty());
        String code = code(vendor.last().json().path("text").asString());
        String path = "sms/" + receiver;
        Map<String, String> answer = Map.of("from", PHONE, "text", "확인 " + code);

        assertThat(gateway(path, isJson, answer, "another-token-than-its").code())
                .isEqualTo("not-found");
        assertThat(gateway(path, isJson, answer, null).code()).isEqualTo("not-found");
        assertThat(gateway(path, isJson, Map.of("from", "010-0000-0000", "text", "확인"), GATEWAY_TOKEN)
                        .body())
                .isEqualTo("{\"reply\":\"\"}");
        assertThat(gateway(path, isJson, Map.of("from", PHONE), GATEWAY_TOKEN).code())
                .isEqualTo("request-invalid");
        assertThat(owner("h1")).isEmpty();

        Answer taken = gateway(path, isJson, answer, GATEWAY_TOKEN);
        assertThat(taken.tree().path("reply").asString()).as(taken.body()).startsWith("확인됨: h1");
        assertThat(owner("h1")).isEqualTo("…5678 (phones)");
        assertThat(gateway(path, isJson, answer, GATEWAY_TOKEN).body()).contains("이미 응답");
    }

    @Test
    void aGatewayThatSendsSomethingElseIsToldWhatIsNeeded() {
        String receiver = receiver(
                "phones",
                "sms-http",
                "ko",
                Map.of("url", vendor.url(), "body", "${text}", "to", PHONE, "inboundToken", GATEWAY_TOKEN));
        Map<String, String> token = Map.of("Authorization", "Bearer " + GATEWAY_TOKEN);
        for (String body : List.of(
                "{",
                "[]",
                "null",
                "{\"from\":{},\"text\":[]}",
                "{\"from\":\"1\",\"from\":\"2\"}",
                "{\"from\":\"1\",\"text\":\"ACK\",\"id\":\"" + "9".repeat(201) + "\"}")) {
            Answer answer = send("sms/" + receiver, "application/json", body, token);
            assertThat(answer.code()).as(answer.body()).isEqualTo("request-invalid");
        }
        assertThat(send("sms/" + receiver, "application/json", "", token).code())
                .isEqualTo("request-invalid");
    }

    private RunningServer open() {
        ServerConfig config = new ServerConfig(
                data, 0, 0, List.of("nocturne.example"), DatabaseConfig.h2(), Retention.DEFAULT, EncryptionConfig.NONE);
        return RunningServer.start(
                config,
                application -> application.addInitializers(context -> ((GenericApplicationContext) context)
                        .registerBean("movedClock", Clock.class, () -> clock, bean -> bean.setPrimary(true))));
    }

    /// Has a host whose series are too high.
    private void fire(String host, String... modes) {
        String credential = server.enroll(host).credential();
        List<String> all = modes.length == 0 ? List.of("m1") : List.of(modes);
        Layout layout = new Layout(all.stream()
                .map(mode -> SeriesKey.of(METRIC, Map.of("cpu.mode", mode)))
                .toList());
        Double[] values = new Double[all.size()];
        Arrays.fill(values, 0.95);
        await().pollInterval(Duration.ofMillis(200)).atMost(PATIENCE).until(() -> {
            Answer taken = server.send(
                    "POST",
                    "/api/v1/ingest",
                    credential,
                    new IngestRequest(
                            sequences.merge(host, 1L, Long::sum),
                            layout,
                            null,
                            1_000L,
                            List.of(new Snapshot(clock.instant(), SampleValues.of(values)))));
            assertThat(taken.status()).as(taken.body()).isEqualTo(200);
            return alerts().stream()
                            .filter(alert -> alert.path("host").asString().equals(host))
                            .count()
                    == all.size();
        });
    }

    private String slack(String name) {
        vendor.usually(VendorServer.Answer.of(200, "{\"ok\":true,\"channel\":\"C01\",\"ts\":\"1700000000.000100\"}"));
        return receiver(
                name,
                "slack",
                "en",
                Map.of(
                        "api",
                        vendor.url() + "/api",
                        "token",
                        "xoxb-1-secret",
                        "channel",
                        "#ops",
                        "signingSecret",
                        SLACK_SECRET));
    }

    private String twilio(String language) {
        return twilio(language, PHONE);
    }

    private String twilio(String language, String to) {
        Map<String, String> settings = new HashMap<>(twilio());
        settings.put("to", to);
        settings.put("replies", "true");
        return receiver("phones", "sms", language, settings);
    }

    private Map<String, String> twilio() {
        return Map.of(
                "api",
                vendor.url(),
                "accountSid",
                "AC1234",
                "authToken",
                AUTH_TOKEN,
                "from",
                "+15005550006",
                "to",
                PHONE);
    }

    private String receiver(String name, String type, String language, Map<String, String> settings) {
        Answer made = admin(
                "POST",
                "/api/v1/receivers",
                Map.of("name", name, "typeId", type, "language", language, "settings", settings, "version", 0));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.body()).doesNotContain(SLACK_SECRET, AUTH_TOKEN, GATEWAY_TOKEN);
        return made.tree().path("receiverId").asString();
    }

    /// The codes of so many messages, by host.
    private Map<String, String> codes(int messages) {
        Map<String, String> codes = new HashMap<>();
        await().atMost(PATIENCE).until(() -> vendor.asked().size() >= messages);
        for (Asked asked : vendor.asked()) {
            String body = decoded(asked).getOrDefault("Body", "");
            assertThat(body.length()).as(body).isLessThanOrEqualTo(160);
            codes.put(body.replaceAll("(?s).*\\b(h[0-9]).*", "$1"), code(body));
        }
        return codes;
    }

    private static String code(String text) {
        Matcher matcher = CODE.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private JsonNode slackMessage() {
        await().atMost(PATIENCE).until(() -> !calls("chat.postMessage").isEmpty());
        return calls("chat.postMessage").getFirst().json();
    }

    private List<Asked> calls(String method) {
        return vendor.asked().stream()
                .filter(asked -> asked.pathAndQuery().equals("/api/" + method))
                .toList();
    }

    private static JsonNode button(JsonNode message) {
        return buttons(message).getFirst();
    }

    private static List<JsonNode> buttons(JsonNode message) {
        List<JsonNode> buttons = new ArrayList<>();
        message.path("blocks")
                .forEach(block -> block.path("elements").forEach(element -> {
                    if (element.path("action_id").asString("").startsWith("acknowledge")) {
                        buttons.add(element);
                    }
                }));
        return buttons;
    }

    private static String claims(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.", 2)[0]), StandardCharsets.UTF_8);
    }

    /// As Slack sends it (docs.slack.dev, block_actions payloads).
    private String payload(String user, String token, JsonNode message) {
        return server.json()
                .writeValueAsString(Map.of(
                        "type",
                        "block_actions",
                        "user",
                        Map.of("id", "U2147483697", "name", user, "username", user),
                        "channel",
                        Map.of("id", "C01", "name", "ops"),
                        "message",
                        Map.of(
                                "ts",
                                "1700000000.000100",
                                "text",
                                message.path("text"),
                                "blocks",
                                message.path("blocks")),
                        "response_url",
                        "http://169.254.169.254/latest/meta-data",
                        "actions",
                        List.of(Map.of("type", "button", "action_id", "acknowledge", "value", token))));
    }

    private Answer press(String receiverId, String payload) {
        String body = form(Map.of("payload", payload));
        long now = clock.instant().getEpochSecond();
        return slackPost(receiverId, body, now, signed(body, now));
    }

    private Answer slackPost(String receiverId, String body, long timestamp, String signature) {
        return post(
                "slack/" + receiverId,
                body,
                Map.of("X-Slack-Request-Timestamp", Long.toString(timestamp), "X-Slack-Signature", signature));
    }

    /// docs.slack.dev, Verifying requests from Slack.
    private static String signed(String body, long timestamp) {
        byte[] bytes = ("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8);
        return "v0=" + HexFormat.of().formatHex(hmac("HmacSHA256", SLACK_SECRET, bytes));
    }

    private Answer answer(String receiverId, String from, String text, String id) {
        Map<String, String> fields = fields(from, text, id);
        String path = "twilio/" + receiverId;
        return post(path, form(fields), Map.of("X-Twilio-Signature", twilioSignature(path, fields)));
    }

    private static Map<String, String> fields(String from, String text, String id) {
        return Map.of("From", from, "Body", text, "MessageSid", id, "To", "+15005550006", "NumMedia", "0");
    }

    /// twilio.com/docs, Validating requests.
    private String twilioSignature(String path, Map<String, String> fields) {
        StringBuilder all = new StringBuilder("https://nocturne.example:" + server.port() + "/api/v1/inbound/" + path);
        new TreeMap<>(fields).forEach((name, value) -> all.append(name).append(value));
        return Base64.getEncoder()
                .encodeToString(hmac("HmacSHA1", AUTH_TOKEN, all.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] hmac(String algorithm, String key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Answer gateway(String path, boolean isJson, Map<String, String> answer, @Nullable String token) {
        Map<String, String> headers = isJson && token != null ? Map.of("Authorization", "Bearer " + token) : Map.of();
        Map<String, String> fields = new HashMap<>(answer);
        if (!isJson && token != null) {
            fields.put("token", token);
        }
        return isJson
                ? send(path, "application/json", server.json().writeValueAsString(fields), headers)
                : post(path, form(fields), headers);
    }

    private Answer post(String path, String body, Map<String, String> headers) {
        return send(path, "application/x-www-form-urlencoded", body, headers);
    }

    private Answer send(String path, String type, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("https://localhost:" + server.port() + "/api/v1/inbound/" + path))
                .timeout(PATIENCE)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return server.send(request.build());
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static Map<String, String> decoded(Asked asked) {
        return Arrays.stream(asked.text().split("&"))
                .map(part -> part.split("=", 2))
                .collect(Collectors.toMap(part -> part[0], part -> URLDecoder.decode(part[1], StandardCharsets.UTF_8)));
    }

    private List<JsonNode> alerts() {
        List<JsonNode> alerts = new ArrayList<>();
        admin("GET", "/api/v1/alerts?status=firing&limit=100", null)
                .tree()
                .path("alerts")
                .forEach(alerts::add);
        return alerts;
    }

    /// **Absent** - the empty text while an alert is in nobody's hands.
    private String owner(String host) {
        return alerts().stream()
                .filter(alert -> alert.path("host").asString().equals(host))
                .map(alert -> alert.at("/acknowledgement/owner").asString(""))
                .findFirst()
                .orElseThrow();
    }

    private String audit() {
        return admin("GET", "/api/v1/audit", null).body();
    }

    private Answer admin(String method, String path, @Nullable Object body) {
        return server.send(method, path, server.token(Role.ADMIN), body);
    }
}
