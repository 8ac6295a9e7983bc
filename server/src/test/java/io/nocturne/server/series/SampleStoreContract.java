package io.nocturne.server.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.model.series.ProcessTable;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.SeriesData;
import io.nocturne.model.series.SeriesPoint;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.ingest.Arrival;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.ingest.SampleStore;
import io.nocturne.server.series.SeriesQuery.RangeRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every store of samples must do. A subclass brings the store; each test uses its own hosts, so
/// one database may serve them all.
public abstract class SampleStoreContract {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final SeriesKey USER = SeriesKey.of("system.cpu.utilization", Map.of("cpu.mode", "user"));
    private static final SeriesKey IDLE = SeriesKey.of("system.cpu.utilization", Map.of("cpu.mode", "idle"));
    private static final SeriesKey MEMORY = SeriesKey.of("system.memory.available");
    private static final KnownLayout LAYOUT = KnownLayout.of(new Layout(List.of(USER, IDLE, MEMORY)));

    private final UUID agent = UUID.randomUUID();
    private final UUID host = UUID.randomUUID();

    protected abstract SampleStore store();

    protected abstract SeriesQuery query();

    /// A second view on the same data, as after a restart.
    protected abstract SeriesQuery reopened();

    @Test
    void whatWasAppendedIsReadBackExactly() {
        append(snapshot(1, 0, 0.1, 0.9, 1e15), snapshot(2, 5, 1.0 / 3, 0.0, Double.MIN_VALUE));

        List<SeriesData> answer = range(List.of(USER.metric(), MEMORY.metric()), Map.of(), 0);

        assertThat(answer).extracting(SeriesData::key).containsExactly(IDLE, USER, MEMORY);
        assertThat(averages(answer.get(1))).containsExactly(0.1, 1.0 / 3);
        assertThat(averages(answer.get(2))).containsExactly(1e15, Double.MIN_VALUE);
    }

    @Test
    void aSnapshotThatCameBeforeIsLeftAsItWas() {
        append(snapshot(1, 0, 0.1, 0.9, 1.0));

        List<NumberedSnapshot> added = append(snapshot(1, 0, 0.7, 0.7, 7.0), snapshot(2, 5, 0.2, 0.8, 2.0));

        assertThat(added).extracting(NumberedSnapshot::sequence).containsExactly(2L);
        assertThat(averages(user())).containsExactly(0.1, 0.2);
    }

    @Test
    void twoAgentsMayUseTheSameNumbers() {
        append(snapshot(1, 0, 0.1, 0.9, 1.0));
        List<NumberedSnapshot> other = deliver(UUID.randomUUID(), host, LAYOUT, List.of(snapshot(1, 5, 0.2, 0.8, 2.0)));

        assertThat(other).hasSize(1);
        assertThat(averages(user())).containsExactly(0.1, 0.2);
    }

    @Test
    void theSameDeliveryManyTimesAtOnceIsStoredOnce() throws InterruptedException, ExecutionException {
        List<NumberedSnapshot> delivery = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            delivery.add(snapshot(i + 1, i, 0.5, 0.5, i));
        }
        List<Callable<Integer>> deliveries = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            deliveries.add(() -> deliver(agent, host, LAYOUT, delivery).size());
        }
        int added = 0;
        try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> result : executor.invokeAll(deliveries)) {
                added += result.get();
            }
        }

        assertThat(added).isEqualTo(50);
        assertThat(user().points()).hasSize(50);
    }

    @Test
    void absentValuesLeaveGapsAndNotZeros() {
        append(snapshot(1, 0, 0.1, 0.9, 1.0), snapshot(2, 5, null, 0.8, null), snapshot(3, 10, 0.3, 0.7, 3.0));

        assertThat(user().points()).extracting(SeriesPoint::time).containsExactly(START, START.plusSeconds(10));
    }

    @Test
    void rangesAreHalfOpen() {
        append(snapshot(1, 0, 0.1, 0.9, 1.0), snapshot(2, 5, 0.2, 0.8, 2.0), snapshot(3, 10, 0.3, 0.7, 3.0));

        List<SeriesData> answer = read(
                query(),
                new RangeRequest(
                        List.of(host),
                        List.of(MEMORY.metric()),
                        Map.of(),
                        new TimeRange(START, START.plusSeconds(10)),
                        Resolution.RAW,
                        0));

        assertThat(averages(answer.getFirst())).containsExactly(1.0, 2.0);
    }

    @Test
    void whatComesLateStandsInOrderOfTime() {
        append(snapshot(5, 20, 0.5, 0.5, 5.0));
        append(snapshot(1, 0, 0.1, 0.9, 1.0), snapshot(2, 5, 0.2, 0.8, 2.0));

        assertThat(averages(user())).containsExactly(0.1, 0.2, 0.5);
        assertThat(query().latest(host).orElseThrow().snapshot().time()).isEqualTo(START.plusSeconds(20));
    }

    @Test
    void stepsKeepMinimumMaximumAverageAndCount() {
        append(snapshot(1, 0, 0.1, 0.9, 1.0), snapshot(2, 5, 0.9, 0.1, 2.0), snapshot(3, 60, 0.3, 0.7, 3.0));

        SeriesData user =
                range(List.of(USER.metric()), USER.attributes(), 60_000).getFirst();

        assertThat(user.points())
                .containsExactly(
                        new SeriesPoint(START, 0.1, 0.5, 0.9, 2),
                        new SeriesPoint(START.plusSeconds(60), 0.3, 0.3, 0.3, 1));
    }

    @Test
    void attributesChooseSeries() {
        append(snapshot(1, 0, 0.1, 0.9, 1.0));

        assertThat(range(List.of(USER.metric()), Map.of("cpu.mode", "idle"), 0))
                .extracting(SeriesData::key)
                .containsExactly(IDLE);
        assertThat(range(List.of(USER.metric()), Map.of("cpu.mode", "steal"), 0))
                .isEmpty();
    }

    @Test
    void aSeriesGoesOnWhenTheLayoutChanges() {
        append(snapshot(1, 0, 0.1, 0.9, 1.0));
        KnownLayout other = KnownLayout.of(new Layout(List.of(MEMORY, USER)));
        deliver(
                agent,
                host,
                other,
                List.of(new NumberedSnapshot(2, new Snapshot(START.plusSeconds(5), SampleValues.of(2.0, 0.2)))));

        assertThat(averages(user())).containsExactly(0.1, 0.2);
        assertThat(store().layout(other.id())).contains(other);
    }

    @Test
    void hostsDoNotMix() {
        append(snapshot(1, 0, 0.1, 0.9, 1.0));
        UUID stranger = UUID.randomUUID();

        assertThat(read(query(), raw(stranger, USER.metric()))).isEmpty();
        assertThat(query().series(stranger, hour())).isEmpty();
        assertThat(query().processes(stranger, START)).isEmpty();
        assertThat(query().latest(stranger)).isEmpty();
    }

    @Test
    void hostsComeInTheOrderOfTheRequestAndNoneTwice() {
        UUID other = UUID.randomUUID();
        append(snapshot(1, 0, 0.1, 0.9, 1.0));
        deliver(UUID.randomUUID(), other, LAYOUT, List.of(snapshot(1, 5, 0.2, 0.8, 2.0)));

        List<SeriesData> answer = read(
                query(),
                new RangeRequest(
                        List.of(other, host),
                        List.of(USER.metric(), MEMORY.metric()),
                        Map.of(),
                        hour(),
                        Resolution.RAW,
                        0));

        assertThat(answer).hasSize(6);
        assertThat(answer)
                .extracting(SeriesData::hostId)
                .containsExactly(
                        other.toString(),
                        other.toString(),
                        other.toString(),
                        host.toString(),
                        host.toString(),
                        host.toString());
    }

    @Test
    void whatTheSinkThrowsEndsTheReading() {
        append(snapshot(1, 0, 0.1, 0.9, 1.0));
        List<SeriesKey> taken = new ArrayList<>();

        assertThatIllegalStateException()
                .isThrownBy(() -> query().read(raw(host, USER.metric()), (hostId, key, steps) -> {
                    taken.add(key);
                    throw new IllegalStateException("enough");
                }))
                .withMessage("enough");
        assertThat(taken).hasSize(1);
    }

    /// Three hours and a bit of samples, in steps that every resolution has: the numbers are the same.
    @Test
    void everyResolutionGivesTheSameNumbers() {
        List<NumberedSnapshot> samples = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            samples.add(snapshot(i + 1, 30L * i, i % 7 == 0 ? null : Math.sin(i) / 3, 0.5, i));
        }
        deliver(agent, host, LAYOUT, samples);

        List<SeriesData> raw = steps(Resolution.RAW, 3_600_000);
        List<SeriesData> minutes = steps(Resolution.ONE_MINUTE, 3_600_000);
        List<SeriesData> hours = steps(Resolution.ONE_HOUR, 3_600_000);

        assertThat(hours).isEqualTo(minutes).hasSize(1);
        assertThat(hours.getFirst().points()).hasSize(4);
        for (int i = 0; i < 4; i++) {
            SeriesPoint expected = raw.getFirst().points().get(i);
            assertThat(hours.getFirst().points().get(i)).satisfies(point -> {
                assertThat(point.avg()).isCloseTo(expected.avg(), within(1e-12));
                assertThat(point)
                        .isEqualTo(new SeriesPoint(
                                expected.time(), expected.min(), point.avg(), expected.max(), expected.count()));
            });
        }
    }

    @Test
    void minutesAreKeptByTheirStart() {
        append(snapshot(1, 0, 0.1, 0.9, 1.0), snapshot(2, 59, 0.3, 0.7, 2.0), snapshot(3, 60, 0.5, 0.5, 3.0));

        assertThat(steps(Resolution.ONE_MINUTE, 60_000).getFirst().points())
                .containsExactly(
                        new SeriesPoint(START, 0.1, 0.2, 0.3, 2),
                        new SeriesPoint(START.plusSeconds(60), 0.5, 0.5, 0.5, 1));
    }

    @Test
    void aHostHasTheSeriesOfWhichItHasSamplesInTheRange() {
        append(snapshot(1, 0, 0.1, null, 1.0), snapshot(2, 3_600, null, 0.9, null));

        assertThat(query().series(host, hour())).containsExactlyInAnyOrder(USER, MEMORY);
        assertThat(query().series(host, new TimeRange(START.plusSeconds(3_600), START.plusSeconds(7_200))))
                .containsExactly(IDLE);
    }

    @Test
    void aHostsMomentsAreThoseOfItsSnapshotsWhateverIsInThem() {
        append(
                snapshot(1, 0, 0.1, null, 1.0),
                snapshot(2, 59, null, 0.9, null),
                snapshot(3, 60, 0.5, null, null),
                snapshot(4, 3_600, 0.5, null, null));

        assertThat(query().moments(host, hour(), Resolution.RAW)).containsExactly(millis(0), millis(59), millis(60));
        assertThat(query().moments(host, hour(), Resolution.ONE_MINUTE)).containsExactly(millis(0), millis(60));
        assertThat(query().moments(UUID.randomUUID(), hour(), Resolution.RAW)).isEmpty();
    }

    @Test
    void theProcessTableIsTheNewestAtOrBeforeTheTimeAndAtMostTenMinutesOld() {
        append(withProcesses(1, 0, "first"), snapshot(2, 5, 0.1, 0.9, 1.0), withProcesses(3, 60, "second"));

        assertThat(query().processes(host, START.minusMillis(1))).isEmpty();
        assertThat(query().processes(host, START)).contains(table(0, "first"));
        assertThat(query().processes(host, START.plusMillis(59_999))).contains(table(0, "first"));
        assertThat(query().processes(host, START.plusSeconds(660))).contains(table(60, "second"));
        assertThat(query().processes(host, START.plusMillis(660_001))).isEmpty();
    }

    @Test
    void theNewestSnapshotIsWithoutItsProcessTable() {
        append(withProcesses(1, 0, "first"));

        assertThat(query().latest(host).orElseThrow().snapshot())
                .isEqualTo(new Snapshot(START, SampleValues.of(0.1, 0.9, 1.0)));
    }

    @Test
    void anUnknownLayoutIsAbsent() {
        assertThat(store().layout("0".repeat(32))).isEmpty();
    }

    @Test
    void everythingIsThereAfterAReopening() {
        append(snapshot(1, 0, 0.1, 0.9, 1.0), snapshot(2, 5, 0.2, 0.8, 2.0));

        SeriesQuery again = reopened();

        assertThat(again.latest(host)).isEqualTo(query().latest(host)).isPresent();
        assertThat(again.series(host, hour())).containsExactlyInAnyOrder(USER, IDLE, MEMORY);
        assertThat(read(again, raw(host, MEMORY.metric())))
                .isEqualTo(range(List.of(MEMORY.metric()), Map.of(), 0))
                .hasSize(1);
    }

    private static long millis(long seconds) {
        return START.plusSeconds(seconds).toEpochMilli();
    }

    private List<NumberedSnapshot> deliver(
            UUID fromAgent, UUID ofHost, KnownLayout layout, List<NumberedSnapshot> snapshots) {
        return store().append(fromAgent, ofHost, layout, snapshots, new Arrival(START, false));
    }

    private List<NumberedSnapshot> append(NumberedSnapshot... snapshots) {
        return deliver(agent, host, LAYOUT, List.of(snapshots));
    }

    private static NumberedSnapshot snapshot(
            long sequence, long offsetSeconds, @Nullable Double user, @Nullable Double idle, @Nullable Number memory) {
        Double bytes = memory == null ? null : Double.valueOf(memory.doubleValue());
        return new NumberedSnapshot(
                sequence, new Snapshot(START.plusSeconds(offsetSeconds), SampleValues.of(user, idle, bytes)));
    }

    private static NumberedSnapshot withProcesses(long sequence, long offsetSeconds, String name) {
        return new NumberedSnapshot(
                sequence,
                new Snapshot(
                        START.plusSeconds(offsetSeconds),
                        SampleValues.of(0.1, 0.9, 1.0),
                        table(offsetSeconds, name).processes()));
    }

    private static ProcessTable table(long offsetSeconds, String name) {
        return new ProcessTable(
                START.plusSeconds(offsetSeconds),
                List.of(new ProcessSample(7, name, "root", 0.25, 4_096), new ProcessSample(9, "two", null, null, 0)));
    }

    private List<SeriesData> steps(Resolution resolution, long stepMillis) {
        return read(
                query(),
                new RangeRequest(
                        List.of(host),
                        List.of(USER.metric()),
                        USER.attributes(),
                        new TimeRange(START, START.plus(Duration.ofHours(4))),
                        resolution,
                        stepMillis));
    }

    private SeriesData user() {
        return range(List.of(USER.metric()), USER.attributes(), 0).getFirst();
    }

    private List<SeriesData> range(List<String> metrics, Map<String, String> attributes, long stepMillis) {
        return read(query(), new RangeRequest(List.of(host), metrics, attributes, hour(), Resolution.RAW, stepMillis));
    }

    private static RangeRequest raw(UUID hostId, String metric) {
        return new RangeRequest(List.of(hostId), List.of(metric), Map.of(), hour(), Resolution.RAW, 0);
    }

    private static List<SeriesData> read(SeriesQuery query, RangeRequest request) {
        ReadSeries series = new ReadSeries();
        query.read(request, series);
        return series.all();
    }

    private static TimeRange hour() {
        return new TimeRange(START, START.plus(Duration.ofHours(1)));
    }

    private static List<Double> averages(SeriesData series) {
        return series.points().stream().map(SeriesPoint::avg).toList();
    }
}
