package io.nocturne.server.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.SeriesData;
import io.nocturne.model.series.SeriesPoint;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.platform.web.ProblemException;
import io.nocturne.server.series.Aggregate.Across;
import io.nocturne.server.series.Aggregate.By;
import io.nocturne.server.series.Aggregate.Combine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CombinedSeriesTest {

    private static final long STEP = 10_000;
    private static final Instant FROM = Instant.parse("2026-11-22T09:00:03Z");
    private static final StepPlan PLAN = new StepPlan(new TimeRange(FROM, FROM.plusSeconds(600)), Resolution.RAW, STEP);
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);
    private static final SeriesKey USER = SeriesKey.of("cpu", Map.of("mode", "user", "cpu", "0"));
    private static final SeriesKey IDLE = SeriesKey.of("cpu", Map.of("mode", "idle", "cpu", "0"));

    @Test
    void aSumHasTheSumsOfAveragesMinimaAndMaximaAndCountsSeries() {
        assertThat(combine(Combine.SUM)).containsExactly(point(0, 1 + 10, 2 + 20, 4 + 30, 2), point(1, 5, 6, 7, 1));
    }

    @Test
    void anAverageCountsEachSeriesTheSame() {
        assertThat(combine(Combine.AVG)).containsExactly(point(0, 1, 11, 30, 2), point(1, 5, 6, 7, 1));
    }

    @Test
    void theHighestAndTheLowestAreSamplesAndNotAverages() {
        assertThat(combine(Combine.MAX)).containsExactly(point(0, 1, 30, 30, 2), point(1, 5, 7, 7, 1));
        assertThat(combine(Combine.MIN)).containsExactly(point(0, 1, 1, 30, 2), point(1, 5, 5, 7, 1));
    }

    @Test
    void whatByNamesStaysApartAndTheRestIsGone() {
        List<SeriesData> answer = answer(new Across(Combine.SUM, new By(true, Set.of("mode"))), read -> {
            read.accept(TWO, USER, steps(1));
            read.accept(ONE, USER, steps(2));
            read.accept(ONE, IDLE, steps(3));
            read.accept(ONE, SeriesKey.of("cpu", Map.of("mode", "user", "cpu", "1")), steps(4));
        });

        assertThat(answer)
                .extracting(
                        SeriesData::hostId,
                        SeriesData::attributes,
                        series -> series.points().getFirst().avg())
                .containsExactly(
                        tuple(ONE.toString(), Map.of("mode", "idle"), 3.0),
                        tuple(ONE.toString(), Map.of("mode", "user"), 6.0),
                        tuple(TWO.toString(), Map.of("mode", "user"), 1.0));
    }

    @Test
    void aSeriesWithoutAnAttributeIsAGroupOfItsOwn() {
        List<SeriesData> answer = answer(new Across(Combine.SUM, new By(false, Set.of("mode"))), read -> {
            read.accept(ONE, USER, steps(1));
            read.accept(ONE, SeriesKey.of("cpu"), steps(5));
            read.accept(TWO, SeriesKey.of("memory"), steps(7));
        });

        assertThat(answer)
                .extracting(SeriesData::key)
                .containsExactly(
                        SeriesKey.of("cpu", Map.of("mode", "user")), SeriesKey.of("cpu"), SeriesKey.of("memory"));
        assertThat(answer).extracting(SeriesData::hostId).containsOnlyNulls();
    }

    @Test
    void tooManyGroupsAreRefusedBeforeTheyTakeMemory() {
        CombinedSeries combined = new CombinedSeries(
                new Across(Combine.SUM, new By(true, Set.of())),
                new StepPlan(new TimeRange(FROM, FROM.plusSeconds(3_600_000)), Resolution.ONE_MINUTE, 60_000));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        combined.accept(new UUID(1, i), USER, steps(1));
                    }
                })
                .withMessageContaining("more than 2000000 points");
    }

    @ParameterizedTest
    @EnumSource(Combine.class)
    void agreesWithBruteForce(Combine combine) {
        Random random = new Random(17);
        List<Read> read = random(random);
        Across across = new Across(combine, new By(random.nextBoolean(), Set.of("mode")));

        List<SeriesData> answer =
                answer(across, sink -> read.forEach(one -> sink.accept(one.hostId(), one.key(), one.steps())));

        List<SeriesData> expected = bruteForce(across, read);
        assertThat(answer).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(answer.get(i).key()).isEqualTo(expected.get(i).key());
            assertThat(answer.get(i).hostId()).isEqualTo(expected.get(i).hostId());
            assertSame(answer.get(i).points(), expected.get(i).points());
        }
    }

    @Test
    void theHighestAreThoseOfTheHighestAverageOverAllSamples() {
        HighestSeries highest = new HighestSeries(2);
        // Its average over samples is 1.9; over steps it would be 5.5.
        highest.accept(ONE, USER, steps(FROM, new double[] {10, 1}, new long[] {1, 9}));
        highest.accept(ONE, IDLE, steps(3));
        highest.accept(TWO, USER, steps(2));
        highest.accept(TWO, SeriesKey.of("memory"), steps(0.5));

        List<SeriesData> answer =
                WrittenAnswer.of(PLAN, highest::writeTo).read().series();

        assertThat(answer)
                .extracting(SeriesData::hostId, SeriesData::key)
                .containsExactly(
                        tuple(ONE.toString(), IDLE),
                        tuple(TWO.toString(), USER),
                        tuple(TWO.toString(), SeriesKey.of("memory")));
    }

    @Test
    void tiesAreBrokenByKeyAndThenByHostWhateverComesFirst() {
        List<Read> read = new ArrayList<>();
        for (UUID host : List.of(TWO, ONE)) {
            read.add(new Read(host, USER, steps(1)));
            read.add(new Read(host, IDLE, steps(1)));
        }
        for (List<Read> order : List.of(read, read.reversed())) {
            HighestSeries highest = new HighestSeries(3);
            order.forEach(one -> highest.accept(one.hostId(), one.key(), one.steps()));

            assertThat(WrittenAnswer.of(PLAN, highest::writeTo).read().series())
                    .extracting(SeriesData::hostId, SeriesData::key)
                    .containsExactly(
                            tuple(ONE.toString(), IDLE), tuple(TWO.toString(), IDLE), tuple(ONE.toString(), USER));
        }
    }

    /// A sum that no double holds is no number: nothing is better than a wrong one. An average always is one.
    @Test
    void whatLeavesTheDoublesIsLeftOutOfSumsAndRightInAverages() {
        assertThat(huge(Combine.SUM, 1e308, 1e308)).isEmpty();
        assertThat(huge(Combine.SUM, -1e308, -1e308)).isEmpty();
        assertThat(huge(Combine.SUM, 1e308, 1e308, -1e308)).containsExactly(point(0, 1e308, 1e308, 1e308, 3));
        assertThat(huge(Combine.AVG, 1e308, 1e308)).containsExactly(point(0, 1e308, 1e308, 1e308, 2));
        assertThat(huge(Combine.AVG, -1e308, -1e308, -1e308)).containsExactly(point(0, -1e308, -1e308, -1e308, 3));
        assertThat(huge(Combine.MAX, 1e308, Double.MAX_VALUE)).hasSize(1);
        assertThat(huge(Combine.AVG, Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE))
                .containsExactly(point(0, Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE, 3));
    }

    /// The highest average is found also where the sum of all steps is no double.
    @Test
    void theHighestOfHugeSeriesIsTheHighest() {
        HighestSeries highest = new HighestSeries(1);
        highest.accept(
                ONE,
                USER,
                new Steps.Builder()
                        .add(start(0), 1e308, 1e308, 1e308, 1)
                        .add(start(1), 1e308, 1e308, 1e308, 1)
                        .build());
        highest.accept(
                TWO,
                USER,
                new Steps.Builder()
                        .add(start(0), 1.1e308, 1.1e308, 1.1e308, 1)
                        .add(start(1), 1.1e308, 1.1e308, 1.1e308, 1)
                        .build());
        List<SeriesData> answer =
                WrittenAnswer.of(PLAN, highest::writeTo).read().series();
        assertThat(answer).extracting(SeriesData::hostId).containsExactly(TWO.toString());
    }

    private static List<SeriesPoint> huge(Combine combine, double... values) {
        return answer(new Across(combine, new By(false, Set.of())), read -> {
                    for (int i = 0; i < values.length; i++) {
                        read.accept(new UUID(0, i), USER, steps(values[i]));
                    }
                })
                .getFirst()
                .points();
    }

    private static List<SeriesPoint> combine(Combine combine) {
        return answer(new Across(combine, new By(false, Set.of())), read -> {
                    read.accept(
                            ONE,
                            USER,
                            new Steps.Builder()
                                    .add(start(0), 1, 4, 4, 2)
                                    .add(start(1), 5, 7, 6, 1)
                                    .build());
                    read.accept(
                            TWO,
                            IDLE,
                            new Steps.Builder().add(start(0), 10, 30, 60, 3).build());
                })
                .getFirst()
                .points();
    }

    private static List<SeriesData> answer(Across across, Consumer<SeriesQuery.SeriesSink> reading) {
        CombinedSeries combined = new CombinedSeries(across, PLAN);
        reading.accept(combined);
        return WrittenAnswer.of(PLAN, combined::writeTo).read().series();
    }

    private static List<Read> random(Random random) {
        List<Read> read = new ArrayList<>();
        for (int host = 0; host < 20; host++) {
            for (SeriesKey key : List.of(USER, IDLE, SeriesKey.of("cpu", Map.of("mode", "user", "cpu", "1")))) {
                StepMerge merge = new StepMerge(STEP);
                for (long time = FROM.toEpochMilli(); time < FROM.toEpochMilli() + 600_000; time += 3_000) {
                    if (random.nextInt(4) == 0) {
                        merge.add(time, random.nextGaussian() * 100);
                    }
                }
                read.add(new Read(new UUID(0, host), key, merge.finish()));
            }
        }
        return read;
    }

    /// The definition, step by step, over all points of all series.
    private static List<SeriesData> bruteForce(Across across, List<Read> read) {
        record Group(String host, SeriesKey key) {}
        List<Group> groups = read.stream()
                .map(one -> new Group(across.by().host() ? one.hostId().toString() : "", cut(one.key())))
                .distinct()
                .sorted(Comparator.comparing(Group::key).thenComparing(Group::host))
                .toList();
        return groups.stream()
                .map(group -> new SeriesData(
                        group.host().isEmpty() ? null : group.host(),
                        group.key().metric(),
                        group.key().attributes(),
                        combine(
                                across.combine(),
                                read.stream()
                                        .filter(one -> cut(one.key()).equals(group.key()))
                                        .filter(one -> group.host().isEmpty()
                                                || one.hostId().toString().equals(group.host()))
                                        .map(one -> ReadSeries.points(Points.of(one.steps())))
                                        .toList())))
                .toList();
    }

    private static List<SeriesPoint> combine(Combine combine, List<List<SeriesPoint>> series) {
        Set<Instant> times = new TreeSet<>();
        series.forEach(points -> points.forEach(point -> times.add(point.time())));
        return times.stream()
                .map(time -> {
                    List<SeriesPoint> at = series.stream()
                            .flatMap(List::stream)
                            .filter(point -> point.time().equals(time))
                            .toList();
                    double min = values(at, SeriesPoint::min).min().orElseThrow();
                    double max = values(at, SeriesPoint::max).max().orElseThrow();
                    double sum = values(at, SeriesPoint::avg).sum();
                    return switch (combine) {
                        case SUM ->
                            new SeriesPoint(
                                    time,
                                    values(at, SeriesPoint::min).sum(),
                                    sum,
                                    values(at, SeriesPoint::max).sum(),
                                    at.size());
                        case AVG -> new SeriesPoint(time, min, sum / at.size(), max, at.size());
                        case MAX -> new SeriesPoint(time, min, max, max, at.size());
                        case MIN -> new SeriesPoint(time, min, min, max, at.size());
                    };
                })
                .toList();
    }

    private static DoubleStream values(List<SeriesPoint> points, ToDoubleFunction<SeriesPoint> part) {
        return points.stream().mapToDouble(part);
    }

    private static SeriesKey cut(SeriesKey key) {
        return SeriesKey.of(key.metric(), Map.of("mode", key.attributes().getOrDefault("mode", "")));
    }

    private static void assertSame(List<SeriesPoint> points, List<SeriesPoint> expected) {
        assertThat(points).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            SeriesPoint point = points.get(i);
            SeriesPoint wanted = expected.get(i);
            assertThat(point.time()).isEqualTo(wanted.time());
            assertThat(point.count()).isEqualTo(wanted.count());
            assertThat(Stream.of(point.min(), point.avg(), point.max()).toList())
                    .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : Double.compare(a, b), Double.class)
                    .containsExactly(wanted.min(), wanted.avg(), wanted.max());
        }
    }

    private static long start(int step) {
        return (FROM.toEpochMilli() / STEP + step) * STEP;
    }

    private static SeriesPoint point(int step, double min, double avg, double max, long count) {
        return new SeriesPoint(Instant.ofEpochMilli(start(step)), min, avg, max, count);
    }

    private static Steps steps(double value) {
        return new Steps.Builder().add(start(0), value, value, value, 1).build();
    }

    private static Steps steps(Instant from, double[] averages, long[] counts) {
        Steps.Builder steps = new Steps.Builder();
        for (int i = 0; i < averages.length; i++) {
            long time = from.toEpochMilli() / STEP * STEP + i * STEP;
            steps.add(time, averages[i], averages[i], averages[i] * counts[i], counts[i]);
        }
        return steps.build();
    }

    private record Read(UUID hostId, SeriesKey key, Steps steps) {}
}
