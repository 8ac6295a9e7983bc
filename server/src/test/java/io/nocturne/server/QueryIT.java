package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.nocturne.model.access.Role;
import io.nocturne.model.fleet.EnrollRequest;
import io.nocturne.model.fleet.EnrollResponse;
import io.nocturne.model.fleet.HostDescription;
import io.nocturne.model.sample.IngestRequest;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.model.series.HostSeries;
import io.nocturne.model.series.ProcessTable;
import io.nocturne.model.series.RangeResult;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.SeriesData;
import io.nocturne.model.series.SeriesPoint;
import io.nocturne.model.series.TopResult;
import io.nocturne.model.series.TopResult.TopSeries;
import io.nocturne.server.RunningServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Queries over HTTPS on the running server: three hosts, two of them tagged, all at the same times.
class QueryIT {

    private static final SeriesKey USER = SeriesKey.of("system.cpu.utilization", Map.of("cpu.mode", "user"));
    private static final SeriesKey IDLE = SeriesKey.of("system.cpu.utilization", Map.of("cpu.mode", "idle"));
    private static final Layout LAYOUT = new Layout(List.of(USER, IDLE));

    /// A whole minute of the past, so that steps of a minute hold the same samples at every run.
    private static Instant end = Instant.EPOCH;

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static RunningServer server;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static EnrollResponse one;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static EnrollResponse two;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static EnrollResponse three;

    @BeforeAll
    static void start() {
        server = RunningServer.start(data);
        end = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(60);
        one = enroll("one", Map.of("role", "web", "zone", "a"));
        two = enroll("two", Map.of("role", "web", "zone", "b"));
        three = enroll("three", Map.of("role", "db"));
        deliver(one, 1);
        deliver(two, 2);
        deliver(three, 4);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aSumIsOverAllHostsStepByStep() {
        RangeResult sum = range("attributes=cpu.mode%3Duser&aggregate=sum&points=10");

        assertThat(sum.resolution()).isEqualTo(Resolution.ONE_MINUTE);
        assertThat(sum.stepMillis()).isEqualTo(60_000);
        assertThat(sum.series()).singleElement().satisfies(series -> {
            assertThat(series.hostId()).isNull();
            assertThat(series.key()).isEqualTo(SeriesKey.of(USER.metric()));
            assertThat(series.points())
                    .hasSize(10)
                    .allSatisfy(point -> assertThat(point).isEqualTo(new SeriesPoint(point.time(), 7, 7, 7, 3)));
        });
    }

    @Test
    void aSelectorChoosesHostsByTheirTags() {
        assertThat(values(range("attributes=cpu.mode%3Duser&aggregate=sum&points=10&selector=role%3Dweb")))
                .containsExactly(3.0);
        assertThat(values(range("attributes=cpu.mode%3Duser&aggregate=max&points=10&selector=role%3Dweb%2Czone%3Da")))
                .containsExactly(1.0);
        assertThat(range("aggregate=sum&selector=role%3Dnone").series()).isEmpty();
    }

    @Test
    void byKeepsHostsAndAttributesApart() {
        RangeResult byMode =
                range("aggregate=avg&by=cpu.mode&points=10&host=" + one.hostId() + "&host=" + two.hostId());

        assertThat(byMode.series()).extracting(SeriesData::key).containsExactly(IDLE, USER);
        assertThat(values(byMode)).containsExactly(-1.5, 1.5);

        RangeResult byHost = range("aggregate=sum&by=host&points=10");

        assertThat(byHost.series())
                .extracting(SeriesData::hostId)
                .containsExactlyInAnyOrder(one.hostId(), two.hostId(), three.hostId());
        assertThat(values(byHost)).containsOnly(0.0);
    }

    @Test
    void theTopSeriesStandHighestFirst() {
        assertThat(range("aggregate=topk:2&points=600").series())
                .extracting(SeriesData::hostId, SeriesData::key)
                .containsExactly(tuple(three.hostId(), USER), tuple(two.hostId(), USER));
    }

    @Test
    void everyTierGivesTheSameNumbers() {
        RangeResult raw = range("attributes=cpu.mode%3Duser&points=50&host=" + two.hostId());
        RangeResult minutes = range("attributes=cpu.mode%3Duser&points=10&host=" + two.hostId());

        assertThat(raw.resolution()).isEqualTo(Resolution.RAW);
        assertThat(minutes.resolution()).isEqualTo(Resolution.ONE_MINUTE);
        assertThat(count(raw)).isEqualTo(count(minutes)).isEqualTo(120);
        assertThat(values(raw)).isEqualTo(values(minutes)).containsExactly(2.0);
    }

    @Test
    void minutesAndHoursWidenTheRangeAndSayWhatItIs() {
        RangeResult year = answer("metric=m&points=100&from=" + end.minus(360, ChronoUnit.DAYS) + "&to=" + end);

        assertThat(year.resolution()).isEqualTo(Resolution.ONE_HOUR);
        assertThat(year.stepMillis()).isEqualTo(87 * 3_600_000L);
        assertThat(year.from().toEpochMilli() % year.stepMillis()).isZero();
        assertThat(year.to()).isAfterOrEqualTo(end);
    }

    @Test
    void theTopOfTheNewestValuesIsOfHostsThatReport() {
        EnrollResponse fresh = enroll("fresh", Map.of());
        EnrollResponse higher = enroll("higher", Map.of());
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        send(fresh, new IngestRequest(1, LAYOUT, null, 60_000L, List.of(snapshot(now, 0.5))));
        send(higher, new IngestRequest(1, LAYOUT, null, 60_000L, List.of(snapshot(now, 0.75))));

        TopResult top = top("metric=system.cpu.utilization&attributes=cpu.mode%3Duser&k=2");
        TopResult lowest = top("metric=system.cpu.utilization&order=asc&k=1");

        assertThat(top.series())
                .containsExactly(
                        new TopSeries(higher.hostId(), "higher", USER.metric(), USER.attributes(), now, 0.75),
                        new TopSeries(fresh.hostId(), "fresh", USER.metric(), USER.attributes(), now, 0.5));
        assertThat(lowest.series())
                .extracting(TopSeries::hostName, TopSeries::value)
                .containsExactly(tuple("higher", -0.75));
    }

    @Test
    void aHostTellsItsSeries() {
        HostSeries series = server.json()
                .readValue(
                        ok("/api/v1/hosts/" + one.hostId() + "/series?from=" + end.minusSeconds(600) + "&to=" + end)
                                .body(),
                        HostSeries.class);

        assertThat(series.series()).containsExactly(IDLE, USER);
        assertThat(server.json()
                        .readValue(
                                ok("/api/v1/hosts/" + one.hostId() + "/series?from=" + end.minusSeconds(7_200) + "&to="
                                                + end.minusSeconds(3_600))
                                        .body(),
                                HostSeries.class)
                        .series())
                .isEmpty();
    }

    @Test
    void aHostTellsItsProcessesAtATime() {
        ProcessTable table = server.json()
                .readValue(
                        ok("/api/v1/hosts/" + one.hostId() + "/processes?at=" + end.minusSeconds(300))
                                .body(),
                        ProcessTable.class);
        Answer before = get("/api/v1/hosts/" + one.hostId() + "/processes?at=" + end.minusSeconds(601));

        assertThat(table)
                .isEqualTo(new ProcessTable(
                        end.minusSeconds(600), List.of(new ProcessSample(42, "java", "root", 1.5, 1 << 20))));
        assertThat(before.status()).isEqualTo(404);
        assertThat(before.tree().path("detail").asString()).contains("one").contains("ten minutes before");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            /api/v1/query?metric=m&aggregate=median           | 400 | sum, avg, max, min, or topk:K
            /api/v1/query?metric=m&by=host                    | 400 | 'by' goes with aggregate
            /api/v1/query?metric=m&selector=web               | 400 | 'selector' must be key=value
            /api/v1/query?metric=m&host=00000000-0000-0000-0000-000000000000 | 404 | there is no host
            /api/v1/query?metric=a&metric=b&metric=c&metric=d&metric=e&metric=f&aggregate=topk:100&points=5000&from=2026-01-01T00:00:00Z&to=2026-12-01T00:00:00Z | 400 | 600 series
            /api/v1/top                                       | 400 | 'metric' is missing
            /api/v1/top?metric=m&k=1001                       | 400 | 'k' must be 1 to 1000
            /api/v1/top?metric=m&order=up                     | 400 | 'order' must be desc or asc
            /api/v1/latest?hosts=all                          | 400 | 'hosts' is unknown
            /api/v1/hosts/00000000-0000-0000-0000-000000000000/series    | 404 | there is no host
            /api/v1/hosts/00000000-0000-0000-0000-000000000000/processes | 404 | there is no host
            """)
    void whatIsAskedWrongIsNamedPrecisely(String path, int status, String expected) {
        Answer answer = get(path);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.tree().path("detail").asString()).contains(expected);
    }

    /// The newest snapshot does not tell how many series there were: the limit strikes in the middle of the answer.
    @Test
    void anAnswerThatBreaksOffIsNeverTakenForAShortOne() {
        EnrollResponse agent = enroll("many", Map.of());
        Layout many = new Layout(IntStream.range(0, 2_001)
                .mapToObj(i -> SeriesKey.of("test.broken", Map.of("number", String.valueOf(i))))
                .toList());
        SampleValues.Builder values = new SampleValues.Builder(2_001);
        IntStream.range(0, 2_001).forEach(values::add);
        send(agent, new IngestRequest(1, many, null, 5_000L, List.of(new Snapshot(end, values.build()))));
        send(agent, new IngestRequest(2, LAYOUT, null, 5_000L, List.of(snapshot(end.plusSeconds(5), 1))));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> get("/api/v1/query?metric=test.broken&host=" + agent.hostId()))
                .withCauseInstanceOf(IOException.class);
        assertThat(get("/api/v1/query?metric=test.broken&attributes=number%3D7&host=" + agent.hostId())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void tooManySeriesAreRefusedBeforeTheFirstByteWhereTheNewestSnapshotTells() {
        EnrollResponse agent = enroll("wide", Map.of());
        Layout wide = new Layout(IntStream.range(0, 2_001)
                .mapToObj(i -> SeriesKey.of("test.wide", Map.of("number", String.valueOf(i))))
                .toList());
        SampleValues.Builder values = new SampleValues.Builder(2_001);
        IntStream.range(0, 2_001).forEach(values::add);
        send(agent, new IngestRequest(1, wide, null, 5_000L, List.of(new Snapshot(end, values.build()))));

        Answer answer = get("/api/v1/query?metric=test.wide&host=" + agent.hostId());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.tree().path("detail").asString()).contains("2001 series, allowed are 2000");
    }

    private static EnrollResponse enroll(String name, Map<String, String> tags) {
        try {
            String token = Files.readString(server.data().resolve("local-enrollment-token"))
                    .strip();
            HostDescription host =
                    new HostDescription("key-" + name, name, "Debian", "12", "amd64", 2, 1L << 30, "test", tags);
            return server.json()
                    .readValue(
                            server.send("POST", "/api/v1/agents/enroll", null, new EnrollRequest(token, host))
                                    .body(),
                            EnrollResponse.class);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Ten minutes of the same value, every five seconds; the first has a process table.
    private static void deliver(EnrollResponse agent, double value) {
        List<Snapshot> snapshots = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            snapshots.add(snapshot(end.minusSeconds(600 - i * 5L), value));
        }
        Snapshot first = snapshots.getFirst();
        snapshots.set(
                0,
                new Snapshot(
                        first.time(), first.values(), List.of(new ProcessSample(42, "java", "root", 1.5, 1 << 20))));
        send(agent, new IngestRequest(1, LAYOUT, null, 5_000L, snapshots));
    }

    private static Snapshot snapshot(Instant time, double value) {
        return new Snapshot(time, SampleValues.of(value, -value));
    }

    private static void send(EnrollResponse agent, IngestRequest request) {
        Answer answer = server.send("POST", "/api/v1/ingest", agent.credential(), request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static Answer get(String path) {
        return server.get(path, server.token(Role.VIEWER));
    }

    private static Answer ok(String path) {
        Answer answer = get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static RangeResult answer(String parameters) {
        return server.json().readValue(ok("/api/v1/query?" + parameters).body(), RangeResult.class);
    }

    /// Of the ten minutes that the hosts sent.
    private static RangeResult range(String parameters) {
        return answer(
                "metric=system.cpu.utilization&from=%s&to=%s&%s".formatted(end.minusSeconds(600), end, parameters));
    }

    private static TopResult top(String parameters) {
        return server.json().readValue(ok("/api/v1/top?" + parameters).body(), TopResult.class);
    }

    /// The different averages, series by series.
    private static List<Double> values(RangeResult answer) {
        return answer.series().stream()
                .flatMap(series -> series.points().stream().map(SeriesPoint::avg))
                .distinct()
                .toList();
    }

    private static long count(RangeResult answer) {
        return answer.series().getFirst().points().stream()
                .mapToLong(SeriesPoint::count)
                .sum();
    }
}
