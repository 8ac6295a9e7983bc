package io.nocturne.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nocturne.model.access.LoginRequest;
import io.nocturne.model.access.Role;
import io.nocturne.model.access.TokenPair;
import io.nocturne.model.alert.Acknowledgement;
import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.Severity;
import io.nocturne.model.fleet.AgentEvent;
import io.nocturne.model.fleet.AgentEvents;
import io.nocturne.model.fleet.EnrollRequest;
import io.nocturne.model.fleet.EnrollResponse;
import io.nocturne.model.fleet.HostDescription;
import io.nocturne.model.fleet.HostState;
import io.nocturne.model.fleet.HostStop;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.fleet.PartStatus;
import io.nocturne.model.fleet.ServerStatus;
import io.nocturne.model.fleet.StopReason;
import io.nocturne.model.fleet.StoreStatus;
import io.nocturne.model.live.LiveMessage;
import io.nocturne.model.live.LiveRequest;
import io.nocturne.model.metric.MetricCatalog;
import io.nocturne.model.metric.MetricDefinition;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.model.sample.IngestReceipt;
import io.nocturne.model.sample.IngestRequest;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.model.series.RangeResult;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.SeriesData;
import io.nocturne.model.series.SeriesPoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The golden files are what stands on the wire: a change of one breaks an older program and is a decision.
class WireJsonTest {

    private static final Instant TIME = Instant.parse("2026-11-22T10:00:00Z");
    private static final Layout LAYOUT = new Layout(List.of(
            SeriesKey.of("system.cpu.utilization", Map.of("cpu.mode", "user")),
            SeriesKey.of("system.memory.available")));

    private final JsonMapper json = WireJson.mapper();

    private static ServerStatus status() {
        StoreStatus store = new StoreStatus(
                StoreStatus.State.FAILING,
                12,
                4096,
                1,
                512,
                1024,
                TIME,
                3,
                21_600_000,
                1,
                List.of(new StoreStatus.SetAside("rollup", "h1", TIME, "IllegalStateException", 2, TIME)),
                List.of(new StoreStatus.TierSize("raw_chunk", 2, 8192)),
                null,
                null,
                null);
        List<PartStatus> parts = List.of(
                new PartStatus("store-journal", PartStatus.State.OK, 0, TIME, null, null),
                new PartStatus("store-seal", PartStatus.State.FAILING, 1, null, TIME, "OutOfMemoryError"));
        return new ServerStatus("0.1.0", TIME, TIME, 2, 1, 0.5, 1, store, parts);
    }

    private static Alert alert() {
        return new Alert(
                "a1",
                4,
                "cpu",
                "CPU",
                "h1",
                "web-1",
                "system.cpu.utilization",
                Map.of("cpu.mode", "user"),
                Map.of("alertname", "cpu"),
                AlertStatus.FIRING,
                Severity.CRITICAL,
                false,
                false,
                0.97,
                0.9,
                "1",
                TIME.minusSeconds(60),
                TIME,
                null,
                TIME,
                null,
                null,
                null,
                new Acknowledgement("ann", TIME, TIME.plusSeconds(7_200), Severity.WARNING, null),
                true,
                List.of("s1"),
                null,
                null,
                null,
                null);
    }

    static Stream<Arguments> messages() {
        SampleValues values = SampleValues.of(0.25, null);
        HostSummary host = new HostSummary(
                "h1",
                "web-1",
                HostState.REPORTING,
                "Debian GNU/Linux",
                "12",
                "amd64",
                2,
                1024L,
                "0.1.0",
                Map.of("role", "web"),
                5000,
                TIME,
                TIME,
                null,
                null,
                null,
                null);
        HostSummary asleep = new HostSummary(
                "h2",
                "desk-1",
                HostState.STOPPED,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                5000,
                TIME,
                TIME,
                TIME,
                new HostStop(StopReason.HOST_SUSPEND, TIME, TIME),
                -1_250L,
                null);
        return Stream.of(
                Arguments.of("server-status", status(), ServerStatus.class),
                Arguments.of(
                        "ingest-request-layout",
                        new IngestRequest(1, LAYOUT, null, 5000L, List.of(new Snapshot(TIME, values)), TIME),
                        IngestRequest.class),
                Arguments.of(
                        "ingest-request-layout-id",
                        new IngestRequest(7, null, "abc", null, List.of(new Snapshot(TIME, values))),
                        IngestRequest.class),
                Arguments.of(
                        "ingest-request-processes",
                        new IngestRequest(
                                8,
                                null,
                                "abc",
                                5000L,
                                List.of(new Snapshot(
                                        TIME,
                                        values,
                                        List.of(
                                                new ProcessSample(42, "java", "app", 1.5, 4096),
                                                new ProcessSample(1, "systemd", null, null, 2048))))),
                        IngestRequest.class),
                Arguments.of(
                        "agent-events",
                        new AgentEvents(List.of(
                                new AgentEvent(TIME, AgentEvent.Type.RESUMED, null, "asleep for 3600 s"),
                                new AgentEvent(TIME, AgentEvent.Type.STOPPING, StopReason.HOST_SHUTDOWN, null))),
                        AgentEvents.class),
                Arguments.of(
                        "ingest-receipt",
                        new IngestReceipt("abc", 2, 1, List.of(new IngestReceipt.Refusal(3, "too old"))),
                        IngestReceipt.class),
                Arguments.of(
                        "enroll-request",
                        new EnrollRequest(
                                "t",
                                new HostDescription(
                                        "k",
                                        "web-1",
                                        "Debian GNU/Linux",
                                        "12",
                                        "amd64",
                                        2,
                                        1024L,
                                        "0.1.0",
                                        Map.of("role", "web"))),
                        EnrollRequest.class),
                Arguments.of("enroll-response", new EnrollResponse("h1", "a1", "c"), EnrollResponse.class),
                Arguments.of("login-request", new LoginRequest("admin", "p"), LoginRequest.class),
                Arguments.of("token-pair", new TokenPair("a", "r", 900, Role.ADMIN), TokenPair.class),
                Arguments.of("host-summary", host, HostSummary.class),
                Arguments.of("host-summary-stopped", asleep, HostSummary.class),
                Arguments.of(
                        "range-result",
                        new RangeResult(
                                TIME,
                                TIME.minusSeconds(60),
                                TIME,
                                Resolution.RAW,
                                0,
                                List.of(new SeriesData(
                                        "h1",
                                        "system.disk.io",
                                        new TreeMap<>(Map.of("system.device", "sda")),
                                        List.of(SeriesPoint.of(TIME, 2.5))))),
                        RangeResult.class),
                Arguments.of("live-hello", new LiveMessage.Hello(TIME, "0.1.0", 2000), LiveMessage.class),
                Arguments.of(
                        "live-layout-declared",
                        new LiveMessage.LayoutDeclared("host", "h1", LAYOUT.id(), LAYOUT),
                        LiveMessage.class),
                Arguments.of(
                        "live-sample-tick",
                        new LiveMessage.SampleTick(
                                "host", 4, TIME, "h1", LAYOUT.id(), TIME, values, TIME.minusSeconds(10), 2L),
                        LiveMessage.class),
                Arguments.of(
                        "live-samples-missed",
                        new LiveMessage.SamplesMissed("host", 5, TIME, TIME.minusSeconds(10), TIME, 7),
                        LiveMessage.class),
                Arguments.of("live-host-changed", new LiveMessage.HostChanged(5, TIME, host), LiveMessage.class),
                Arguments.of("live-alert-changed", new LiveMessage.AlertChanged(7, TIME, alert()), LiveMessage.class),
                Arguments.of("live-alerts-missed", new LiveMessage.AlertsMissed(8, TIME), LiveMessage.class),
                Arguments.of(
                        "live-notified",
                        new LiveMessage.Notified(9, TIME, "n1", "firing", List.of(alert()), 3, false, 2L),
                        LiveMessage.class),
                Arguments.of("live-heartbeat", new LiveMessage.Heartbeat(6, TIME), LiveMessage.class),
                Arguments.of(
                        "live-problem", new LiveMessage.Problem(ProblemCode.REQUEST_INVALID, "no"), LiveMessage.class),
                Arguments.of(
                        "live-subscribe",
                        new LiveRequest.Subscribe("host", List.of("h1"), List.of("system.disk.io")),
                        LiveRequest.class),
                Arguments.of("live-unsubscribe", new LiveRequest.Unsubscribe("host"), LiveRequest.class),
                Arguments.of(
                        "metric-definition",
                        MetricCatalog.find("system.disk.await").orElseThrow(),
                        MetricDefinition.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void writesAndReadsTheGoldenFile(String name, Object message, Class<?> type) throws IOException {
        String golden = golden(name);

        assertThat(json.readTree(json.writerFor(type).writeValueAsString(message)))
                .isEqualTo(json.readTree(golden));
        assertThat(json.readValue(golden, type)).isEqualTo(message);
    }

    @Test
    void aFieldOfANewerProgramIsIgnored() {
        assertThat(json.readValue("{\"username\":\"a\",\"password\":\"b\",\"new\":1}", LoginRequest.class))
                .isEqualTo(new LoginRequest("a", "b"));
    }

    @Test
    void aStateOrReasonOfANewerServerIsReadAsNotLive() throws IOException {
        String newer = golden("host-summary-stopped")
                .replace("\"STOPPED\"", "\"HIBERNATED\"")
                .replace("\"HOST_SUSPEND\"", "\"HOST_HIBERNATE\"");

        HostSummary read = json.readValue(newer, HostSummary.class);

        assertThat(read.state()).isEqualTo(HostState.STALE);
        assertThat(read.stop()).isEqualTo(new HostStop(null, TIME, TIME));
    }

    @Test
    void wholeNumbersCarryNoFraction() {
        assertThat(json.writeValueAsString(SampleValues.of(16_000_000_000.0, 0.25, null, -0.0)))
                .isEqualTo("[16000000000,0.25,null,-0.0]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"1\"]", "[NaN]", "[\"NaN\"]", "[1e999]", "[[1]]", "{}", "1", "[1] 2", "[1"})
    void valuesThatAreNoNumbersAreRefused(String text) {
        assertThatThrownBy(() -> json.readValue(text, SampleValues.class)).isInstanceOf(JacksonException.class);
    }

    @Test
    void aKeyThatStandsTwiceIsRefused() {
        assertThatThrownBy(() -> json.readValue(
                        "{\"username\":\"a\",\"username\":\"b\",\"password\":\"c\"}", LoginRequest.class))
                .isInstanceOf(JacksonException.class);
    }

    @Test
    void deepNestingIsRefused() {
        assertThatThrownBy(() -> json.readTree("[".repeat(1000) + "]".repeat(1000)))
                .isInstanceOf(JacksonException.class);
    }

    @Test
    void secretsDoNotShowInToString() {
        assertThat(new LoginRequest("admin", "hunter2").toString()).doesNotContain("hunter2");
        assertThat(new TokenPair("acc", "ref", 1, Role.ADMIN).toString())
                .doesNotContain("acc")
                .doesNotContain("ref,");
        assertThat(new EnrollResponse("h", "a", "nca_secret").toString()).doesNotContain("nca_secret");
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = WireJsonTest.class.getResourceAsStream("/golden/" + name + ".json")) {
            assertThat(file).as("golden file %s.json", name).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
