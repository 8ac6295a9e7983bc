package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.access.Role;
import io.nocturne.model.fleet.EnrollResponse;
import io.nocturne.model.live.LiveRequest;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.RunningServer.Answer;
import io.nocturne.server.platform.config.DatabaseKind;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/// Whatever text comes in: it is taken as it is shown or refused with what is allowed, and nothing of
/// it ends in a 500, forges a line of the log or brings words of the program into an answer.
@ParameterizedClass
@EnumSource(DatabaseKind.class)
@ExtendWith(OutputCaptureExtension.class)
class OutsideTextIT {

    private static final List<String> HIDDEN = List.of(
            "\0",
            "\n",
            "\r\n",
            "\u001B[2J",
            "\u007F",
            "\u0085",
            "\u200B",
            "\u202E",
            "\u2066",
            "\u2028",
            "\uFEFF",
            "\uD800");

    /// Names of types, packages and exceptions, and what Jackson tells programmers.
    private static final Pattern PROGRAM = Pattern.compile(
            "java\\.|io\\.nocturne|tools\\.jackson|com\\.fasterxml|org\\.[a-z]+|[a-z]+\\.[a-z]+\\.[A-Z]|Exception|`|deserializ"
                    + "|Creator|JsonToken|REDACTED|Cannot invoke|\\bat [a-z]+\\.");

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

    @ParameterizedTest
    @ValueSource(strings = {"machineKey", "name"})
    void aNameWithAHiddenCharacterIsRefused(String field, CapturedOutput output) throws IOException {
        for (String hidden : HIDDEN) {
            Answer answer = enroll(Map.of(field, "a" + hidden + "2026-11-22T10:00:00Z INFO forged"));

            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(detail(answer))
                    .startsWith("host: " + field + " holds U+%04X at character 2".formatted(hidden.codePointAt(0)));
        }
        assertThat(output.getAll().lines()).noneMatch(line -> line.startsWith("2026-11-22T10:00:00Z"));
    }

    @Test
    void aTagWithAHiddenCharacterIsRefused() throws IOException {
        for (String hidden : HIDDEN) {
            assertThat(enroll(Map.of("tags", Map.of("a" + hidden, "b"))).status())
                    .isEqualTo(400);
            Answer value = enroll(Map.of("tags", Map.of("role", "b" + hidden)));
            assertThat(value.status()).isEqualTo(400);
            assertThat(detail(value)).contains("tag role holds U+");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"osName", "osVersion", "architecture", "agentVersion"})
    void whatTheSystemSaysOfItselfIsTakenAsItIsShown(String field) throws IOException {
        for (String hidden : HIDDEN) {
            Answer answer = enroll(Map.of(field, "Deb" + hidden + "ian"));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);

            String shown =
                    host(answer.tree().path("hostId").asString()).path(field).asString();
            assertThat(shown).startsWith("Deb").contains("ian").doesNotContain(hidden);
        }
    }

    /// In the unit of the columns, whichever database counts them.
    @Test
    void theLongestTextsFitTheirColumns() throws IOException {
        for (String most :
                List.of("x".repeat(255), "한".repeat(255), "🌙".repeat(127), "\\".repeat(255), "\"".repeat(255))) {
            Answer answer = enroll(Map.of(
                    "machineKey",
                    most,
                    "name",
                    most,
                    "osName",
                    most,
                    "osVersion",
                    most,
                    "architecture",
                    most,
                    "agentVersion",
                    most,
                    "tags",
                    mostTags()));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(host(answer.tree().path("hostId").asString())
                            .path("tags")
                            .size())
                    .isEqualTo(16);
        }
        assertThat(detail(enroll(Map.of("machineKey", "🌙".repeat(255)))))
                .isEqualTo("host: machineKey has 510 characters, allowed are 255");
        assertThat(detail(enroll(Map.of(
                        "tags",
                        IntStream.range(0, 32)
                                .boxed()
                                .collect(Collectors.toMap(i -> "\"".repeat(100) + i, _ -> "\\".repeat(128)))))))
                .contains("characters in all, allowed are 4096");
        assertThat(detail(enroll(Map.of(
                        "tags",
                        IntStream.range(0, 32)
                                .boxed()
                                .collect(Collectors.toMap(i -> "\"".repeat(124) + (10 + i), _ -> "\\\"".repeat(64)))))))
                .contains("characters in all, allowed are 4096");
        Answer token = server.send(
                "POST", "/api/v1/enrollment-tokens", server.token(Role.ADMIN), Map.of("description", "🌙".repeat(127)));
        assertThat(token.status()).isEqualTo(201);
    }

    @Test
    void anEventWithAHiddenCharacterIsKeptAndForgesNoLine(CapturedOutput output) {
        EnrollResponse agent = server.enroll("events-" + UUID.randomUUID());
        String now = Instant.now().toString();
        for (String type : List.of("RESUMED", "REBOOTED")) {
            Answer answer = server.send(
                    "POST",
                    "/api/v1/agents/events",
                    agent.credential(),
                    Map.of(
                            "events",
                            List.of(Map.of(
                                    "time",
                                    now,
                                    "type",
                                    type,
                                    "detail",
                                    "\n2026-11-22T10:00:00Z INFO forged\u202E\0"))));
            assertThat(answer.status()).as(answer.body()).isEqualTo(204);
        }

        assertThat(server.send(
                                "POST",
                                "/api/v1/agents/events",
                                agent.credential(),
                                Map.of(
                                        "events",
                                        List.of(Map.of("time", now, "type", "STARTED", "detail", "turned\u202Eround"))))
                        .status())
                .isEqualTo(204);

        JsonNode events = server.get("/api/v1/hosts/" + agent.hostId() + "/events", server.token(Role.VIEWER))
                .tree();
        assertThat(events.at("/0/detail").asString()).isEqualTo("turned\uFFFDround");
        assertThat(events.at("/1/detail").asString()).isEqualTo("␊2026-11-22T10:00:00Z INFO forged\uFFFD␀");
        assertThat(output.getAll()).contains("␊2026-11-22T10:00:00Z INFO forged");
        assertThat(output.getAll().lines()).noneMatch(line -> line.startsWith("2026-11-22T10:00:00Z"));
    }

    /// Half a pair, written as an escape, is a text in JSON and none in UTF-8: both became the byte of
    /// a question mark.
    @Test
    void twoLayoutsOfDifferentKeysAreTwo() {
        EnrollResponse agent = server.enroll("halves-" + UUID.randomUUID());
        Answer half = deliver(agent, 1, "[{\"metric\":\"a\",\"attributes\":{\"k\":\"\\uD800\"}}]");
        Answer mark = deliver(agent, 2, "[{\"metric\":\"a\",\"attributes\":{\"k\":\"?\"}}]");

        assertThat(half.status()).as(half.body()).isEqualTo(200);
        assertThat(mark.status()).as(mark.body()).isEqualTo(200);
        assertThat(half.tree().path("layoutId").asString())
                .isEqualTo(new Layout(List.of(SeriesKey.of("a", Map.of("k", "\uFFFD")))).id())
                .isNotEqualTo(mark.tree().path("layoutId").asString());
        assertThat(server.get("/api/v1/hosts/" + agent.hostId() + "/series", server.token(Role.VIEWER))
                        .body())
                .contains("\uFFFD", "\"?\"");
    }

    @Test
    void attributesAndProcessesAreTakenAsTheyAreShown() {
        for (String hidden : List.of("\\u0000", "\\n", "\\u202E", "\\uDC00", "\\u2028")) {
            EnrollResponse agent = server.enroll("shown-" + UUID.randomUUID());
            Answer answer =
                    server.send("POST", "/api/v1/ingest", agent.credential(), """
                    {"sequence":1,"layout":{"series":[{"metric":"a","attributes":{"mountpoint":"/mnt/%1$sx"}}]},
                     "snapshots":[{"time":"%2$s","values":[1],"processes":[{"pid":1,"name":"a%1$sb","user":"%1$s","memoryUsage":1}]}]}
                    """.formatted(hidden, Instant.now()));
            assertThat(answer.tree().path("accepted").asInt()).as(answer.body()).isEqualTo(1);

            String path = "/api/v1/hosts/" + agent.hostId();
            String name = server.get(path + "/processes", server.token(Role.VIEWER))
                    .tree()
                    .at("/processes/0/name")
                    .asString();
            assertThat(name).hasSize(3).matches("a[␀␊\uFFFD]b");
            assertThat(server.get(path + "/series", server.token(Role.VIEWER)).body())
                    .containsPattern("/mnt/[␀␊\uFFFD]x");
        }
    }

    @Test
    void aNumberThatLeavesNoRoomIsRefused() {
        EnrollResponse agent = server.enroll("numbers-" + UUID.randomUUID());
        for (String sequence :
                List.of("9223372036854775807", "4611686018427387905", "0", "-1", "9223372036854775808", "1e30")) {
            Answer answer = server.send(
                    "POST",
                    "/api/v1/ingest",
                    agent.credential(),
                    "{\"sequence\":%s,\"layout\":{\"series\":[{\"metric\":\"a\"}]},\"snapshots\":[{\"time\":\"%s\",\"values\":[1]}]}"
                            .formatted(sequence, Instant.now()));
            assertThat(answer.status()).as(sequence + answer.body()).isEqualTo(400);
            assertThat(detail(answer)).contains("sequence");
        }
    }

    static Stream<String> wrongBodies() {
        return Stream.of(
                "",
                " ",
                "null",
                "[]",
                "{",
                "}",
                "{]",
                "\"x\"",
                "1",
                "true",
                "[1]",
                "{\"a\":1,\"a\":2}",
                "nul",
                "{'a':1}",
                "{\"role\":\"king\"}",
                "{\"role\":{}}",
                "{\"role\":[\"admin\"]}",
                "{\"role\":7}",
                "{\"username\":{}}",
                "{\"username\":[1]}",
                "{\"password\":{}}",
                "{\"host\":\"x\"}",
                "{\"host\":[]}",
                "{\"host\":{}}",
                "{\"token\":\"x\",\"host\":{\"machineKey\":\"k\"}}",
                "{\"token\":\"x\",\"host\":{\"machineKey\":\"k\",\"name\":\"n\",\"logicalCpus\":\"many\"}}",
                "{\"token\":\"x\",\"host\":{\"machineKey\":\"k\",\"name\":\"n\",\"logicalCpus\":-1}}",
                "{\"token\":\"x\",\"host\":{\"machineKey\":\"k\",\"name\":\"n\",\"memoryBytes\":1e400}}",
                "{\"token\":\"x\",\"host\":{\"machineKey\":\"k\",\"name\":\"n\",\"tags\":[]}}",
                "{\"token\":\"x\",\"host\":{\"machineKey\":\"k\",\"name\":\"n\",\"tags\":{\"a\":null}}}",
                "{\"token\":\"x\",\"host\":{\"machineKey\":\"k\",\"name\":\"n\",\"tags\":{\"a\":{}}}}",
                "{\"refreshToken\":{}}",
                "{\"description\":[]}",
                "{\"description\":\"d\",\"uses\":\"x\"}",
                "{\"description\":\"d\",\"uses\":99999999999}",
                "{\"description\":\"d\",\"expiresInSeconds\":1e99}",
                "{\"events\":{}}",
                "{\"events\":[null]}",
                "{\"events\":[1]}",
                "{\"events\":[{}]}",
                "{\"events\":[{\"time\":\"x\",\"type\":\"STARTED\"}]}",
                "{\"events\":[{\"time\":\"2026-01-01T00:00:00Z\",\"type\":\"x\\u202E\"}]}",
                "{\"sequence\":\"x\"}",
                "{\"sequence\":[]}",
                "{\"sequence\":1,\"snapshots\":1}",
                "{\"sequence\":1,\"layout\":{\"series\":[{}]},\"snapshots\":[]}",
                "{\"sequence\":1,\"layout\":{\"series\":[null]},\"snapshots\":[]}",
                "{\"sequence\":1,\"layout\":{\"series\":[{\"metric\":\"a\",\"attributes\":{\"k\":null}}]},\"snapshots\":[]}",
                "{\"sequence\":1,\"layout\":{\"series\":[{\"metric\":\"a\",\"attributes\":7}]},\"snapshots\":[]}",
                "{\"sequence\":1,\"layoutId\":{},\"snapshots\":[]}",
                "{\"sequence\":1,\"layoutId\":\"a\",\"snapshots\":[{\"time\":{},\"values\":[]}]}",
                "{\"sequence\":1,\"layoutId\":\"a\",\"snapshots\":[{\"time\":\"+999999999-12-31T23:59:59Z\",\"values\":[\"NaN\"]}]}",
                "{\"sequence\":1,\"layoutId\":\"a\",\"snapshots\":[{\"time\":\"2026-01-01T00:00:00Z\",\"values\":[1e999]}]}",
                "{\"sequence\":1,\"layoutId\":\"a\",\"snapshots\":[{\"time\":\"2026-01-01T00:00:00Z\",\"values\":[NaN]}]}",
                "{\"sequence\":1,\"layoutId\":\"a\",\"snapshots\":[{\"values\":[]}]}",
                "{\"sequence\":1,\"layoutId\":\"a\",\"intervalMillis\":-5,\"snapshots\":[{\"time\":\"2026-01-01T00:00:00Z\",\"values\":[]}]}",
                "{\"sequence\":1,\"layoutId\":\"a\",\"snapshots\":[{\"time\":\"2026-01-01T00:00:00Z\",\"values\":[],\"processes\":[{\"pid\":-1}]}]}",
                "{\"sequence\":" + "9".repeat(2_000) + "}",
                "{\"x\":\"" + "y".repeat(20_000) + "\"}",
                "[".repeat(60) + "]".repeat(60),
                "{\"x\":" + "[".repeat(60) + "]".repeat(60) + "}",
                "{\"" + "k".repeat(3_000) + "\":1}");
    }

    @ParameterizedTest
    @MethodSource("wrongBodies")
    void aWrongBodyIsRefusedInTheWordsOfTheApi(String body) {
        String agent = server.enroll("wrong").credential();
        Map<String, String> endpoints = Map.of(
                "POST /api/v1/auth/login",
                "",
                "POST /api/v1/auth/refresh",
                "",
                "POST /api/v1/auth/logout",
                server.token(Role.VIEWER),
                "POST /api/v1/users",
                server.token(Role.ADMIN),
                "PUT /api/v1/users/nobody",
                server.token(Role.ADMIN),
                "POST /api/v1/enrollment-tokens",
                server.token(Role.ADMIN),
                "POST /api/v1/agents/enroll",
                "",
                "POST /api/v1/ingest",
                agent,
                "POST /api/v1/agents/events",
                agent);
        endpoints.forEach((endpoint, token) -> {
            String[] parts = endpoint.split(" ", 2);
            Answer answer = server.send(parts[0], parts[1], token.isEmpty() ? null : token, body);

            assertThat(answer.status())
                    .as("%s %s answered %s", endpoint, body, answer)
                    .isBetween(200, 499);
            assertThat(PROGRAM.matcher(answer.body()).find())
                    .as("%s %s answered %s", endpoint, body, answer)
                    .isFalse();
            assertThat(answer.body()).hasSizeLessThan(2_000).doesNotContain("\u202E");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/query?metric=%s",
                "/api/v1/query?metric=a&host=%s",
                "/api/v1/query?metric=a&selector=%s",
                "/api/v1/query?metric=a&attributes=%s",
                "/api/v1/query?metric=a&from=%s",
                "/api/v1/query?metric=a&points=%s",
                "/api/v1/query?metric=a&aggregate=%s",
                "/api/v1/query?metric=a&aggregate=sum&by=%s",
                "/api/v1/query?%s=1",
                "/api/v1/latest?metric=%s",
                "/api/v1/latest?host=%s",
                "/api/v1/top?metric=a&k=%s",
                "/api/v1/top?metric=a&order=%s",
                "/api/v1/hosts/%s",
                "/api/v1/hosts/%s/events",
                "/api/v1/hosts/00000000-0000-0000-0000-000000000000/events?limit=%s",
                "/api/v1/hosts?limit=%s",
                "/api/v1/hosts?after=%s",
                "/api/v1/%s"
            })
    void aParameterIsRepeatedAsItIsShown(String path, CapturedOutput output) {
        for (String text : List.of(
                "x\n2026-11-22T10:00:00Z INFO forged", "x\0", "\u202Ex", "\u2028", "y".repeat(3_000), "\\", "io.x")) {
            Answer answer = server.get(
                    path.formatted(URLEncoder.encode(text, StandardCharsets.UTF_8)), server.token(Role.VIEWER));

            assertThat(answer.status()).as("%s answered %s", path, answer).isBetween(200, 499);
            assertThat(detail(answer)).hasSizeLessThan(1_200);
            assertThat(answer.body()).doesNotContain("\u202E", "\u2028", "\\u0000", "\\n2026", "java.", "Exception");
        }
        assertThat(output.getAll().lines()).noneMatch(line -> line.startsWith("2026-11-22T10:00:00Z"));
    }

    /// Every text column stands here with what bounds it; a new one has to be thought of.
    @Test
    void everyTextColumnIsAsLongAsWhatItsBorderLetsThrough() {
        Map<String, Integer> border = Map.ofEntries(
                Map.entry("app_user.username", 64),
                Map.entry("app_user.password_hash", 60),
                Map.entry("app_user.role", 8),
                Map.entry("user_session.username", 64),
                Map.entry("service_token.token_hash", 64),
                Map.entry("service_token.name", 64),
                Map.entry("service_token.created_by", 64),
                Map.entry("security_event.kind", 32),
                Map.entry("security_event.user_name", 128),
                Map.entry("security_event.address", 64),
                Map.entry("security_event.detail", 512),
                Map.entry("host.machine_key", 255),
                Map.entry("host.name", 255),
                Map.entry("host.os_name", 255),
                Map.entry("host.os_version", 255),
                Map.entry("host.architecture", 255),
                Map.entry("host.agent_version", 255),
                // Each character escaped, and quotes, colon and comma of each of 32.
                Map.entry("host.tags", 2 * 4_096 + 32 * 6 + 2),
                Map.entry("enrollment_token.token_hash", 64),
                Map.entry("enrollment_token.description", 255),
                Map.entry("layout.layout_id", 32),
                Map.entry("node_lease.host", 40),
                Map.entry("silence.kind", "maintenance".length()),
                // Of each of 20 every character escaped, and the fields around them.
                Map.entry("silence.matchers", 20 * (2 * (128 + 512) + 31) + 2),
                Map.entry("silence.recurrence", 20 * 230 + 2),
                Map.entry("silence.remark", 1_000),
                Map.entry("silence.created_by", 64),
                Map.entry("silence.updated_by", 64),
                Map.entry("expected_absence.hosts", 20 * (2 * (128 + 512) + 31) + 2),
                Map.entry("expected_absence.windows", 20 * 230 + 2),
                Map.entry("expected_absence.ranges", 100 * 85 + 2),
                Map.entry("expected_absence.remark", 1_000),
                Map.entry("expected_absence.updated_by", 64),
                // Ten layers of 50 names and 20 windows, and 100 people who stand in.
                Map.entry("on_call_schedule.content", 10 * (50 * 67 + 20 * 230 + 200) + 100 * 160 + 500),
                Map.entry("user_contact.username", 64),
                Map.entry("user_contact.email", 254),
                Map.entry("user_contact.phone", 16),
                Map.entry("user_contact.language", 2),
                Map.entry("alert_rule.rule_id", 64),
                Map.entry("alert_rule.updated_by", 64),
                Map.entry("alert_rule_mark.name", "alerts.yml/receivers".length()),
                Map.entry("alert_rule_mark.hash", 64),
                Map.entry("shared_secret.name", "secrets/receivers.key".length()),
                Map.entry("receiver.receiver_id", 36),
                Map.entry("receiver.name", 100),
                Map.entry("notify_item.receiver_id", 36),
                // A drill's.
                Map.entry("notify_item.alert_id", "drill-".length() + 36),
                Map.entry("notify_group.receiver_id", 36),
                Map.entry("notify_group.group_key", 32),
                Map.entry("notify_lane.receiver_id", 36),
                Map.entry("notify_sending.notice_id", 36),
                Map.entry("notify_sending.receiver_id", 36),
                Map.entry("notify_sending.state", "SUPERSEDED".length()),
                Map.entry("notify_trace.alert_id", "drill-".length() + 36),
                Map.entry("ack_link_used.nonce", 32),
                Map.entry("agent_event.type", 32),
                Map.entry("agent_event.reason", 32),
                Map.entry("agent_event.detail", 255),
                Map.entry("alert.rule_id", 64),
                Map.entry("alert.status", 16),
                Map.entry("alert.severity", 16),
                Map.entry("alert.owner", 64),
                Map.entry("alert_state.rule_id", 64),
                Map.entry("alert_state.instance", 32),
                Map.entry("alert_transition.kind", 16),
                Map.entry("alert_transition.severity", 16),
                Map.entry("alert_transition.caused_by", 128),
                Map.entry("alert_transition.remark", 2_000));
        Map<String, Integer> columns = JdbcClient.create(server.bean(DataSource.class))
                .sql("""
                SELECT LOWER(c.table_name) || '.' || LOWER(c.column_name) AS name, c.character_maximum_length AS most
                FROM information_schema.columns c
                WHERE LOWER(c.data_type) = 'character varying' AND LOWER(c.table_schema) = 'public'
                  AND LOWER(c.table_name) NOT LIKE 'flyway%' AND LOWER(c.table_name) NOT LIKE '%chunk%'
                  AND LOWER(c.table_name) NOT LIKE 'rollup%'
                """)
                .query((row, _) ->
                        Map.entry(row.getString("name"), (int) Math.min(row.getLong("most"), Integer.MAX_VALUE)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

        assertThat(columns.keySet()).isEqualTo(border.keySet());
        border.forEach(
                (column, most) -> assertThat(columns.get(column)).as(column).isGreaterThanOrEqualTo(most));
    }

    /// Every text of every body and live message stands here with what becomes of it; a new one has to
    /// be thought of.
    @Test
    void everyTextThatComesInIsThoughtOf() {
        Map<String, String> fates = new TreeMap<>();
        String name = "refused with a hidden character";
        String shown = "as it is shown";
        String ascii = "letters, digits and a few signs only";
        String secret = "hashed, never shown";
        String compared = "compared only";
        fates.put("Ack.comment", shown);
        fates.put("AgentEvent.detail", shown);
        fates.put("AlertRule.labels", name);
        fates.put("AlertRule.name", name);
        fates.put("AlertRule.ruleId", ascii);
        fates.put("AlertRule.updatedBy", "not looked at");
        fates.put("BackupRequest.directory", name);
        fates.put("EnrollRequest.token", secret);
        List.of("machineKey", "name", "tags").forEach(field -> fates.put("HostDescription." + field, name));
        List.of("osName", "osVersion", "architecture", "agentVersion")
                .forEach(field -> fates.put("HostDescription." + field, shown));
        fates.put("IngestRequest.layoutId", compared);
        fates.put("LoginRequest.password", secret);
        fates.put("LoginRequest.username", compared);
        List.of("SilenceDraft", "AbsenceDraft").forEach(draft -> fates.put(draft + ".comment", name));
        List.of("name", "value").forEach(field -> fates.put("Matcher." + field, name));
        fates.put("ManyAcks.comment", shown);
        fates.put("NamedAlert.alertId", compared);
        fates.put("NewComment.comment", shown);
        fates.put("NewToken.description", name);
        List.of("scheduleId", "updatedBy").forEach(field -> fates.put("OnCallSchedule." + field, "ignored"));
        fates.put("OnCallSchedule.name", name);
        fates.put("OnCallLayer.participants", compared);
        fates.put("OnCallOverride.user", compared);
        List.of("email", "phone", "language").forEach(field -> fates.put("UserContact." + field, ascii));
        fates.put("NewToken.name", ascii);
        fates.put("NewToken.scope", compared);
        fates.put("NewUser.password", secret);
        fates.put("NewUser.username", ascii);
        fates.put("ProcessSample.name", shown);
        fates.put("ProcessSample.user", shown);
        List.of("receiverId", "typeId", "secretsSet", "language", "blocked", "updatedBy")
                .forEach(field -> fates.put("Receiver." + field, compared));
        fates.put("Receiver.name", name);
        fates.put("Receiver.settings", "as the channel says, encrypted");
        List.of("alertId", "kind").forEach(field -> fates.put("ReceiverPreviewRequest." + field, compared));
        fates.put("RefreshRequest.refreshToken", secret);
        fates.put("RulePreviewRequest.hosts", compared);
        fates.put("RuleSettings.guidance", name);
        fates.put("RuleSettings.runbookUrl", "refused unless it is an address");
        fates.put("Route.routeId", ascii);
        List.of("name", "groupBy").forEach(field -> fates.put("Route." + field, name));
        List.of("receivers", "escalateTo").forEach(field -> fates.put("Route." + field, compared));
        fates.put("Routes.updatedBy", "not looked at");
        List.of("name", "value").forEach(field -> fates.put("Matcher." + field, name));
        fates.put("Wanted.labels", name);
        fates.put("Wanted.alertId", compared);
        fates.put("SeriesKey.attributes", shown);
        fates.put("SeriesKey.metric", ascii);
        fates.put("Seen.alertIds", compared);
        List.of("hosts", "metrics").forEach(field -> fates.put("Subscribe." + field, compared));
        fates.put("Subscribe.subscription", name);
        fates.put("Unsubscribe.subscription", name);
        fates.put("UserChange.password", secret);

        Set<String> found = new TreeSet<>();
        Set<Class<?>> bodies = new HashSet<>(List.of(LiveRequest.class.getPermittedSubclasses()));
        server.bean(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .values()
                .forEach(method -> Stream.of(method.getMethod().getParameters())
                        .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
                        .forEach(parameter -> bodies.add(parameter.getType())));
        bodies.forEach(type -> texts(type, found));

        assertThat(found).isEqualTo(fates.keySet());
    }

    private static void texts(Class<?> type, Set<String> found) {
        if (!type.isRecord()) {
            return;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            String generic = component.getGenericType().getTypeName();
            if (generic.contains("java.lang.String")) {
                found.add(type.getSimpleName() + "." + component.getName());
            }
            texts(component.getType(), found);
            if (component.getGenericType() instanceof ParameterizedType parameterized) {
                for (Type argument : parameterized.getActualTypeArguments()) {
                    if (argument instanceof Class<?> inner) {
                        texts(inner, found);
                    }
                }
            }
        }
    }

    private static Map<String, String> mostTags() {
        return IntStream.range(0, 16)
                .boxed()
                .collect(Collectors.toMap(i -> "\"".repeat(126) + (10 + i), _ -> "\\".repeat(128)));
    }

    private static Answer deliver(EnrollResponse agent, long sequence, String series) {
        return server.send(
                "POST",
                "/api/v1/ingest",
                agent.credential(),
                "{\"sequence\":%d,\"layout\":{\"series\":%s},\"snapshots\":[{\"time\":\"%s\",\"values\":[1]}]}"
                        .formatted(sequence, series, Instant.now()));
    }

    private static Answer enroll(Map<String, Object> changed) throws IOException {
        Map<String, Object> host = new HashMap<>(Map.of("machineKey", "k-" + UUID.randomUUID(), "name", "n"));
        host.putAll(changed);
        String token = Files.readString(server.data().resolve("local-enrollment-token"))
                .strip();
        // Half a pair is no UTF-8: it can come as an escape only.
        String body = server.json().writeValueAsString(Map.of("token", token, "host", host));
        return server.send("POST", "/api/v1/agents/enroll", null, body.replace("\uD800", "\\uD800"));
    }

    private static JsonNode host(String hostId) {
        return server.get("/api/v1/hosts/" + hostId, server.token(Role.VIEWER)).tree();
    }

    private static String detail(Answer answer) {
        return answer.code().isEmpty() ? "" : answer.tree().path("detail").asString("");
    }
}
