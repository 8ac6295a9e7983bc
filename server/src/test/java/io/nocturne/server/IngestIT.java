package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.access.Role;
import io.nocturne.model.fleet.EnrollResponse;
import io.nocturne.model.fleet.HostList;
import io.nocturne.model.fleet.HostState;
import io.nocturne.model.sample.IngestReceipt;
import io.nocturne.model.sample.IngestRequest;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.model.series.LatestResult;
import io.nocturne.model.series.RangeResult;
import io.nocturne.server.RunningServer.Answer;
import io.nocturne.server.ingest.IngestProto;
import io.nocturne.server.platform.config.DatabaseKind;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
class IngestIT {

    private static final Layout LAYOUT = new Layout(List.of(
            SeriesKey.of("system.cpu.utilization", Map.of("cpu.mode", "user")),
            SeriesKey.of("system.memory.available")));

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init") // set before each invocation of the class
    private static RunningServer server;

    @Parameter
    DatabaseKind database = DatabaseKind.H2;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @BeforeParameterizedClassInvocation
    static void start(DatabaseKind kind) {
        server = RunningServer.start(data.resolve(kind.name()), TestPostgres.database(kind));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @Test
    void aDeliveryIsAcknowledgedQueriedAndNeverDoubled() {
        EnrollResponse agent = server.enroll("delivers");
        IngestRequest request = request(1, List.of(snapshot(-10, 0.25, 100.0), snapshot(-5, 0.5, null)));

        IngestReceipt first = deliver(agent, request);
        IngestReceipt again = deliver(agent, request);

        assertThat(first).isEqualTo(new IngestReceipt(LAYOUT.id(), 2, 0, List.of()));
        assertThat(again).isEqualTo(new IngestReceipt(LAYOUT.id(), 0, 2, List.of()));
        RangeResult range = query("metric=system.cpu.utilization&points=2000&host=" + agent.hostId());
        assertThat(range.series()).hasSize(1);
        assertThat(range.series().getFirst().points())
                .extracting(point -> point.avg())
                .containsExactly(0.25, 0.5);
        assertThat(query("metric=system.memory.available&host=" + agent.hostId())
                        .series()
                        .getFirst()
                        .points())
                .hasSize(1);
    }

    @Test
    void aKnownLayoutIsNamedByItsIdAndAnUnknownOneIsAskedFor() {
        EnrollResponse agent = server.enroll("names");
        deliver(agent, request(1, List.of(snapshot(-10, 0.1, 1.0))));

        IngestReceipt byId =
                deliver(agent, new IngestRequest(2, null, LAYOUT.id(), 5_000L, List.of(snapshot(-5, 0.2, 2.0))));
        Answer unknown = send(agent, new IngestRequest(3, null, "0123", null, List.of(snapshot(0, 0.2, 2.0))));

        assertThat(byId.accepted()).isEqualTo(1);
        assertThat(unknown.status()).isEqualTo(409);
        assertThat(unknown.code()).isEqualTo("layout-unknown");
    }

    @Test
    void aBadSnapshotIsRefusedByItselfWithItsIndex() {
        EnrollResponse agent = server.enroll("refused");
        Snapshot wrongSize = new Snapshot(now, SampleValues.of(1.0));

        IngestReceipt receipt = deliver(
                agent,
                request(
                        1,
                        List.of(
                                snapshot(-5, 0.1, 1.0),
                                wrongSize,
                                snapshot(3_600, 0.1, 1.0),
                                snapshot(-8 * 86_400, 0.1, 1.0),
                                snapshot(0, 0.3, 1.0))));

        assertThat(receipt.accepted()).isEqualTo(2);
        assertThat(receipt.refused()).extracting(IngestReceipt.Refusal::index).containsExactly(1, 2, 3);
        assertThat(receipt.refused().get(0).detail()).contains("has 1 values").contains("2 series");
        assertThat(receipt.refused().get(1).detail()).contains("ahead");
        assertThat(receipt.refused().get(2).detail()).contains("7 days");
    }

    @Test
    void theHostListKnowsWhenAHostWasHeardOf() {
        EnrollResponse agent = server.enroll("listed");
        deliver(agent, request(1, List.of(snapshot(0, 0.1, 1.0))));

        HostList hosts = server.json()
                .readValue(
                        server.get("/api/v1/hosts", server.token(Role.VIEWER)).body(), HostList.class);

        assertThat(hosts.hosts())
                .filteredOn(host -> host.hostId().equals(agent.hostId()))
                .singleElement()
                .satisfies(host -> {
                    assertThat(host.state()).isEqualTo(HostState.REPORTING);
                    assertThat(host.lastSampleAt()).isEqualTo(now);
                    assertThat(host.name()).isEqualTo("listed");
                });
    }

    @Test
    void latestHoldsTheNewestByTimeWhateverCameLast() {
        EnrollResponse agent = server.enroll("latest");
        deliver(agent, request(2, List.of(snapshot(0, 0.9, null))));
        deliver(agent, request(1, List.of(snapshot(-60, 0.1, 5.0))));

        LatestResult latest = server.json()
                .readValue(
                        server.get("/api/v1/latest?host=" + agent.hostId(), server.token(Role.VIEWER))
                                .body(),
                        LatestResult.class);

        assertThat(latest.hosts())
                .singleElement()
                .satisfies(host -> assertThat(host.samples())
                        .singleElement()
                        .satisfies(sample -> assertThat(sample.value()).isEqualTo(0.9)));
    }

    @Test
    void aSpikeSurvivesASmallChart() {
        EnrollResponse agent = server.enroll("spikes");
        List<Snapshot> snapshots = new java.util.ArrayList<>();
        for (int i = 0; i < 600; i++) {
            snapshots.add(snapshot(-3_000 + i * 5, i == 300 ? 0.99 : 0.01, null));
        }
        deliver(agent, request(1, snapshots));

        RangeResult range = query("metric=system.cpu.utilization&points=20&host=" + agent.hostId());

        assertThat(range.stepMillis()).isEqualTo(180_000);
        assertThat(range.series().getFirst().points()).hasSizeLessThanOrEqualTo(21);
        assertThat(range.series().getFirst().points())
                .extracting(point -> point.max())
                .contains(0.99);
        assertThat(range.series().getFirst().points().stream()
                        .mapToLong(point -> point.count())
                        .sum())
                .isEqualTo(600);
    }

    @Test
    void enrollingAgainRefusesTheOldCredentialAndKeepsTheHost() {
        EnrollResponse first = server.enroll("again");
        EnrollResponse second = server.enroll("again");

        assertThat(second.hostId()).isEqualTo(first.hostId());
        assertThat(send(first, request(1, List.of(snapshot(0, 0.1, 1.0)))).code())
                .isEqualTo("token-invalid");
        assertThat(deliver(second, request(1, List.of(snapshot(0, 0.1, 1.0)))).accepted())
                .isEqualTo(1);
    }

    @Test
    void anEnrollmentTokenIsUsedUpAndAWrongOneRefused() {
        String admin = server.token(Role.ADMIN);
        Answer made =
                server.send("POST", "/api/v1/enrollment-tokens", admin, Map.of("description", "rack 7", "uses", 1));
        String token = made.tree().path("token").asString();

        assertThat(made.status()).isEqualTo(201);
        assertThat(enrollWith(token).status()).isEqualTo(200);
        assertThat(enrollWith(token).code()).isEqualTo("enrollment-refused");
        assertThat(enrollWith("net_guess").code()).isEqualTo("enrollment-refused");
        assertThat(server.get("/api/v1/enrollment-tokens", admin).body())
                .doesNotContain(token)
                .contains("rack 7");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                                                                   | sequence: is missing, it must be a whole number of at most 64 bits
            {"sequence":1,"snapshots":[]}                                                        | exactly one of layout and layoutId
            {"sequence":1,"layoutId":"x","snapshots":[]}                                         | 1 to 1000 entries
            {"sequence":1,"layout":{"series":[]},"snapshots":[{"time":"2026-01-01T00:00:00Z","values":[]}]} | 1 to 10000 series
            {"sequence":1,"layout":{"series":[{"metric":"a b"}]},"snapshots":[]}                 | layout.series[0]: metric name 'a b'
            {"sequence":1,"layoutId":"x","snapshots":[{"time":"yesterday","values":[1]}]}        | snapshots[0].time
            {"sequence":1,"layoutId":"x","snapshots":[{"values":[1]}]}                           | a snapshot has a time
            {"sequence":1,"layoutId":"x","snapshots":[{"time":"2026-01-01T00:00:00Z","values":["1"]}]} | values[0] must be a number
            {"sequence":1,"layoutId":"x","snapshots":[{"time":"2026-01-01T00:00:00Z","values":[1e999]}]} | finite
            {"sequence":1,"sequence":2}                                                          | the field "sequence" is given twice
            [1]                                                                                  | line 1
            not json                                                                             | line 1
            {"sequence":1                                                                        | line 1
            """)
    void aBadBodyIsNamedPreciselyAndNothingOfItIsKept(String body, String expected) {
        EnrollResponse agent = server.enroll("bad-bodies");

        Answer answer = server.send("POST", "/api/v1/ingest", agent.credential(), body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("request-invalid");
        assertThat(answer.tree().path("detail").asString()).contains(expected);
    }

    @Test
    void aBodyPastTheLimitIsRefusedWhetherItTellsItsLengthOrNot() {
        String credential = server.enroll("large").credential();
        HttpRequest chunked = HttpRequest.newBuilder(
                        URI.create("https://localhost:" + server.port() + "/api/v1/ingest"))
                .header("Authorization", "Bearer " + credential)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(
                        (" ".repeat(9 << 20) + "{}").getBytes(StandardCharsets.UTF_8))))
                .build();

        assertThat(server.send(chunked).code()).isEqualTo("request-too-large");
        assertThat(server.send("POST", "/api/v1/auth/login", null, "{\"username\":\"" + "x".repeat(70_000) + "\"}")
                        .code())
                .isEqualTo("request-too-large");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            metric=m&from=2026-01-01T00:00:00Z&to=2025-01-01T00:00:00Z | 'from' must be before 'to'
            metric=m&from=2020-01-01T00:00:00Z                         | at most 365 days
            metric=m&from=now                                          | 'from' must be a time
            metric=m&points=1                                          | 2 to 5000
            metric=m&points=many                                       | 'points'
            metric=m&host=h1                                           | 'host'
            metric=m&attributes=mode                                   | key=value
            metric=m&step=5                                            | parameter 'step' is unknown
            points=5                                                   | 'metric' is missing
            """)
    void aBadQueryIsNamedPrecisely(String query, String expected) {
        Answer answer = server.get("/api/v1/query?" + query, server.token(Role.VIEWER));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.tree().path("detail").asString()).contains(expected);
    }

    @Test
    void attributesChooseAmongSeries() {
        EnrollResponse agent = server.enroll("chooses");
        Layout layout = new Layout(List.of(
                SeriesKey.of("system.cpu.utilization", Map.of("cpu.mode", "user")),
                SeriesKey.of("system.cpu.utilization", Map.of("cpu.mode", "idle"))));
        deliver(agent, new IngestRequest(1, layout, null, null, List.of(new Snapshot(now, SampleValues.of(0.1, 0.9)))));

        RangeResult range = query("metric=system.cpu.utilization&attributes=cpu.mode%3Didle&host=" + agent.hostId());

        assertThat(range.series())
                .singleElement()
                .satisfies(
                        series -> assertThat(series.points().getFirst().avg()).isEqualTo(0.9));
    }

    @Test
    void howFarAHostsClockIsOffIsToldWithTheHost() {
        EnrollResponse agent = server.enroll("skewed");
        deliver(
                agent,
                new IngestRequest(
                        1,
                        LAYOUT,
                        null,
                        null,
                        List.of(snapshot(0, 0.1, 1.0)),
                        Instant.now().minusSeconds(600)));

        long skewMillis = server.get("/api/v1/hosts/" + agent.hostId(), server.token(Role.VIEWER))
                .tree()
                .path("clockSkewMillis")
                .asLong();

        // What the request took on the way counts as being behind.
        assertThat(skewMillis).isBetween(-660_000L, -600_000L);
    }

    @Test
    void protobufIsTakenLikeJson() {
        EnrollResponse agent = server.enroll("protobuf");
        IngestRequest request = request(1, List.of(snapshot(-10, 0.25, 100.0), snapshot(-5, 0.5, null)));

        IngestReceipt first = receipt(sendProtobuf(agent, IngestProto.encode(request)));
        IngestReceipt again = deliver(agent, request);

        assertThat(first).isEqualTo(new IngestReceipt(LAYOUT.id(), 2, 0, List.of()));
        assertThat(again).isEqualTo(new IngestReceipt(LAYOUT.id(), 0, 2, List.of()));
        assertThat(query("metric=system.cpu.utilization&points=2000&host=" + agent.hostId())
                        .series()
                        .getFirst()
                        .points())
                .extracting(point -> point.avg())
                .containsExactly(0.25, 0.5);
    }

    @Test
    void aBadSnapshotInProtobufIsRefusedByItselfAndABadBodyAsAWhole() {
        EnrollResponse agent = server.enroll("bad-protobuf");
        byte[] good = IngestProto.encode(request(1, List.of(snapshot(-5, 0.1, 1.0))));
        byte[] withBroken = Arrays.copyOf(good, good.length + 5);
        // A second snapshot, whose values are cut short.
        System.arraycopy(new byte[] {0x2a, 3, 0x12, 1, (byte) 0x80}, 0, withBroken, good.length, 5);

        IngestReceipt receipt = receipt(sendProtobuf(agent, withBroken));
        Answer cut = sendProtobuf(agent, Arrays.copyOf(good, good.length - 1));

        assertThat(receipt.accepted()).isEqualTo(1);
        assertThat(receipt.refused()).singleElement().satisfies(refusal -> {
            assertThat(refusal.index()).isEqualTo(1);
            assertThat(refusal.detail()).contains("byte 0 of values is cut short");
        });
        assertThat(cut.status()).isEqualTo(400);
        assertThat(cut.code()).isEqualTo("request-invalid");
        assertThat(cut.tree().path("detail").asString()).contains("byte ").contains("bytes are left");
    }

    @Test
    void aNumberThatLeavesNoRoomIsRefusedInProtobufToo() {
        EnrollResponse agent = server.enroll("protobuf-numbers");
        for (long sequence : List.of(Long.MAX_VALUE, (1L << 62) + 1, 0L, -1L)) {
            byte[] body = IngestProto.encode(request(1, List.of(snapshot(-5, 0.1, 1.0))));
            Answer answer = sendProtobuf(agent, withSequence(body, sequence));

            assertThat(answer.status()).as(sequence + answer.body()).isEqualTo(400);
            assertThat(answer.tree().path("detail").asString()).contains("sequence");
        }
    }

    /// The last field of a number counts, as in any protobuf.
    private static byte[] withSequence(byte[] body, long sequence) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(body);
        out.write(1 << 3);
        long rest = sequence;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    private static IngestReceipt receipt(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return server.json().readValue(answer.body(), IngestReceipt.class);
    }

    private static Answer sendProtobuf(EnrollResponse agent, byte[] body) {
        return server.send(HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/api/v1/ingest"))
                .header("Authorization", "Bearer " + agent.credential())
                .header("Content-Type", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    private Snapshot snapshot(int offsetSeconds, @Nullable Double cpu, @Nullable Double memory) {
        return new Snapshot(now.plusSeconds(offsetSeconds), SampleValues.of(cpu, memory));
    }

    private static IngestRequest request(long sequence, List<Snapshot> snapshots) {
        return new IngestRequest(sequence, LAYOUT, null, 5_000L, snapshots);
    }

    private static IngestReceipt deliver(EnrollResponse agent, IngestRequest request) {
        Answer answer = send(agent, request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return server.json().readValue(answer.body(), IngestReceipt.class);
    }

    private static Answer send(EnrollResponse agent, IngestRequest request) {
        return server.send("POST", "/api/v1/ingest", agent.credential(), request);
    }

    private static Answer enrollWith(String token) {
        return server.send(
                "POST",
                "/api/v1/agents/enroll",
                null,
                "{\"token\":\"%s\",\"host\":{\"machineKey\":\"rack\",\"name\":\"rack-host\"}}".formatted(token));
    }

    private static RangeResult query(String parameters) {
        return server.json()
                .readValue(
                        server.get("/api/v1/query?" + parameters, server.token(Role.VIEWER))
                                .body(),
                        RangeResult.class);
    }
}
