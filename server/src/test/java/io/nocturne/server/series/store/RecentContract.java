package io.nocturne.server.series.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.FakeClock;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.ingest.SeriesMatch;
import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.crypt.Encryption;
import io.nocturne.server.series.InMemorySampleStore;
import io.nocturne.server.series.RecentSamples.RecentSeries;
import io.nocturne.server.series.SeriesQuery;
import io.nocturne.server.series.SeriesQuery.RangeRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/// What recent samples promise, on a database that a subclass brings: the same answer as from the database, whatever
/// happens to seals, servers and clocks, and the database is asked once.
abstract class RecentContract {

    private static final Instant START = Instant.parse("2026-11-22T23:00:00Z");
    private static final SeriesKey USER = SeriesKey.of("system.cpu.utilization", Map.of("cpu.mode", "user"));
    private static final SeriesKey IDLE = SeriesKey.of("system.cpu.utilization", Map.of("cpu.mode", "idle"));
    private static final SeriesKey MEMORY = SeriesKey.of("system.memory.available");
    private static final KnownLayout LAYOUT = KnownLayout.of(new Layout(List.of(USER, IDLE, MEMORY)));
    private static final KnownLayout OTHER = KnownLayout.of(new Layout(List.of(MEMORY, USER)));
    private static final SeriesMatch EVERYTHING = new SeriesMatch(List.of(), Map.of());
    private static final SeriesMatch ONE = new SeriesMatch(List.of(USER.metric()), USER.attributes());

    private static final long BIG = 64L << 20;

    private final FakeClock clock = new FakeClock(START);
    private final InMemorySampleStore reference = new InMemorySampleStore();
    private final UUID agent = UUID.randomUUID();
    private final UUID host = UUID.randomUUID();
    private TestDatabase database;
    private FaultySource source;
    private OpenStore store;
    private long sequence;
    /// Counts in 5 s from the start.
    private int position;

    abstract TestDatabase database();

    @BeforeEach
    void open() {
        database = database();
        reopen(BIG);
    }

    @AfterEach
    void close() {
        store.kill();
        database.close();
    }

    @Test
    void beforeAndAfterASealTheAnswerIsTheSame() {
        live(100);
        assertSame();

        store.upkeep().seal();

        assertSame();
        live(3);
        assertSame();
    }

    @Test
    void onlyTheFirstQuestionAsksTheDatabase() {
        live(400);
        store.upkeep().seal();
        assertThat(recent(minutes(15))).hasSize(3);

        assertNothingIsRead(() -> {
            assertThat(recent(minutes(15))).hasSize(3);
            assertThat(recent(minutes(1))).hasSize(3);
        });
        for (int i = 0; i < 12; i++) {
            live(60);
            store.upkeep().seal();
            assertNothingIsRead(() -> assertThat(samples(recent(minutes(15)))).isEqualTo(3 * 180));
        }
        assertSame();
    }

    @Test
    void afterARestartTheDatabaseIsAskedOnce() {
        live(400);
        store.upkeep().seal();
        live(20);
        reopen(BIG);

        int before = source.steps();
        assertThat(samples(recent(minutes(15)))).isEqualTo(3 * 180);

        assertThat(source.steps() - before).as("its chunks, and their layout").isBetween(1, 2);
        assertNothingIsRead(() -> assertThat(samples(recent(minutes(15)))).isEqualTo(3 * 180));
        assertSame();
    }

    @Test
    void aHostOfWhichNothingIsThereIsAskedForOnce() {
        UUID unknown = UUID.randomUUID();
        assertThat(store.recent(unknown, EVERYTHING, minutes(5))).isEmpty();

        assertNothingIsRead(
                () -> assertThat(store.recent(unknown, EVERYTHING, minutes(5))).isEmpty());
    }

    @Test
    void windowsAreHalfOpen() {
        live(100);
        Instant first = at(50);
        for (int sealed = 0; sealed < 2; sealed++) {
            List<RecentSeries> answer = store.recent(host, ONE, new TimeRange(first, at(53)));

            assertThat(answer).singleElement().satisfies(series -> {
                assertThat(series.key()).isEqualTo(USER);
                assertThat(series.timesMillis())
                        .containsExactly(at(50).toEpochMilli(), at(51).toEpochMilli(), at(52).toEpochMilli());
                assertThat(series.values())
                        .containsExactly(value(USER, at(50)), value(USER, at(51)), value(USER, at(52)));
            });
            assertThat(store.recent(host, ONE, new TimeRange(first.plusMillis(1), at(51))))
                    .isEmpty();
            store.upkeep().seal();
        }
    }

    @Test
    void aWindowThatIsLongerThanMemoryIsReadFromTheDatabase() {
        live(700);
        store.upkeep().seal();
        recent(minutes(15));
        int before = source.steps();

        assertThat(samples(recent(minutes(50)))).isEqualTo(3 * 600);

        assertThat(source.steps()).isGreaterThan(before);
        assertSame();
    }

    @Test
    void absentValuesAreNotThere() {
        List<NumberedSnapshot> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(numbered(at(i), SampleValues.of(i % 2 == 0 ? 0.5 : null, null, i < 20 ? 1.0 : null)));
        }
        append(agent, host, LAYOUT, rows);
        moveTo(at(40));
        assertSame();
        store.upkeep().seal();

        assertSame();
        assertThat(recent(minutes(15))).extracting(RecentSeries::key).containsExactlyInAnyOrder(USER, MEMORY);
        assertThat(recent(new TimeRange(at(20), at(40))))
                .extracting(RecentSeries::key)
                .containsExactly(USER);
    }

    @Test
    void whatComesLateStandsInOrderAndWhatComesTwiceOnce() {
        live(200);
        recent(minutes(15));
        store.upkeep().seal();
        List<NumberedSnapshot> again = new ArrayList<>();
        for (int i = 60; i < 200; i += 3) {
            // Under other numbers: what was stored first counts.
            again.add(numbered(at(i), SampleValues.of(7.0, 7.0, 7.0)));
            again.add(numbered(at(i).plusMillis(2_500), values(LAYOUT, at(i).plusMillis(2_500))));
        }
        append(UUID.randomUUID(), host, LAYOUT, again);
        assertSame();

        store.upkeep().seal();

        assertSame();
        reopen(BIG);
        assertSame();
    }

    @Test
    void twoLayoutsAreOneSeriesAndATimeOfBothComesOnce() {
        live(100);
        append(agent, host, OTHER, rows(OTHER, 60, 60));
        moveTo(at(120));
        assertSame();
        store.upkeep().seal();
        assertSame();
        append(agent, host, OTHER, rows(OTHER, 120, 20));
        append(agent, host, LAYOUT, rows(LAYOUT, 130, 20));
        moveTo(at(150));

        assertSame();
        store.upkeep().seal();
        assertSame();
        assertNothingIsRead(() -> recent(minutes(12)));
    }

    /// At every statement and commit of it, before it is done and after: memory never says anything else.
    @Test
    void aSealThatFailsOrWhoseAnswerIsLostChangesNothing() {
        live(200);
        UUID second = UUID.randomUUID();
        store.recent(second, ONE, minutes(1));
        boolean failed = true;
        for (int step = 0; failed; step++) {
            failed = false;
            for (boolean isDone : new boolean[] {false, true}) {
                live(7);
                append(agent, second, LAYOUT, rows(LAYOUT, position - 7, 7));
                recent(minutes(15));
                fail(step, isDone);
                tryTo(() -> store.upkeep().seal());
                failed |= source.hasFailed() || source.hasLostAnswer();
                faultless();
                assertSame();
                assertSame(second);
                live(1);
                assertSame();
                store.upkeep().seal();
                assertSame();
                assertSame(second);
            }
        }
    }

    @Test
    void aReadingThatFailsIsTriedAgain() {
        live(200);
        store.upkeep().seal();
        source.failAfter(0);
        tryTo(() -> recent(minutes(5)));
        assertThat(source.hasFailed()).isTrue();
        faultless();

        assertSame();
        assertNothingIsRead(() -> recent(minutes(15)));
    }

    @Test
    void aSealWhileAHostIsBeingReadIsNotUndoneByWhatWasRead() {
        live(150);
        store.upkeep().seal();
        reopen(BIG);
        live(10);
        source.afterNextStep(() -> store.upkeep().seal());

        assertThat(samples(recent(minutes(5)))).isEqualTo(3 * 60);

        assertThat(store.head().bytes()).as("it was sealed meanwhile").isZero();
        assertNothingIsRead(() -> assertThat(samples(recent(minutes(5)))).isEqualTo(3 * 60));
        assertSame();
    }

    @Test
    void aHostThatIsForgottenWhileItIsBeingReadIsReadAgain() {
        live(150);
        store.upkeep().seal();
        reopen(BIG);
        live(10);
        source.afterNextStep(() -> {
            store.upkeep().seal();
            clock.advance(Duration.ofMillis(-1));
            store.upkeep().seal();
        });

        assertThat(samples(recent(minutes(5)))).isEqualTo(3 * 60);

        assertThat(store.kept().bytes()).as("the clock was set back").isZero();
        assertSame();
        assertNothingIsRead(() -> recent(minutes(5)));
    }

    @Test
    void aDamagedChunkIsLeftOutAsTheDatabaseLeavesItOut() {
        live(300);
        store.upkeep().seal();
        recent(minutes(15));
        damage(START.plus(Duration.ofMinutes(10)));
        reopen(BIG);

        assertThat(samples(recent(minutes(15)))).isEqualTo(3 * 60);
        assertThat(text(recent(minutes(15)))).isEqualTo(text(fromDatabase(host, EVERYTHING, minutes(15))));
        live(60);
        assertThat(samples(recent(minutes(5)))).isEqualTo(3 * 60);
        assertNothingIsRead(() -> recent(minutes(5)));
        store.upkeep().seal();
        assertThat(text(recent(minutes(15)))).isEqualTo(text(fromDatabase(host, EVERYTHING, minutes(15))));
    }

    @Test
    void whatNobodyAsksForTakesNoMemory() {
        live(120);
        store.upkeep().seal();
        assertThat(store.kept().bytes()).isZero();
        recent(minutes(5));
        assertThat(store.kept().bytes()).isGreaterThan(500);
        for (int i = 0; i < 3; i++) {
            live(120);
            store.upkeep().seal();
        }

        assertThat(store.kept().bytes()).isZero();
        assertSame();
    }

    @Test
    void whatIsOldGoes() {
        live(120);
        store.upkeep().seal();
        recent(minutes(10));
        List<Long> bytes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            live(120);
            store.upkeep().seal();
            recent(minutes(15));
            bytes.add(store.kept().bytes());
        }

        assertThat(bytes.subList(2, 20)).allSatisfy(taken -> assertThat(taken).isBetween(2_000L, 10_000L));
        append(agent, host, LAYOUT, rows(LAYOUT, 0, 100));
        store.upkeep().seal();
        assertThat(store.kept().bytes())
                .as("what an agent catches up with is not kept")
                .isEqualTo(bytes.getLast());
    }

    @Test
    void whenItIsFullTheOldestGoOfAllHosts() {
        // Kept chunks may take half of it, and those of a host an eighth of that.
        reopen(1 << 20);
        List<UUID> hosts =
                IntStream.range(0, 80).mapToObj(i -> UUID.randomUUID()).toList();
        Random random = new Random(3);
        for (int round = 0; round < 8; round++) {
            for (UUID each : hosts) {
                append(agent, each, LAYOUT, random(random, 60));
                store.recent(each, ONE, minutes(1));
                if (store.head().isFilling()) {
                    store.upkeep().seal();
                }
            }
            moveTo(at(position + 60));
            position += 60;
            store.upkeep().seal();
            assertThat(store.kept().bytes()).isBetween(0L, store.kept().maxBytes());
        }

        assertThat(store.kept().bytes()).isGreaterThan(store.kept().maxBytes() / 2);
        hosts.forEach(this::assertSame);
        int before = source.steps();
        hosts.forEach(each -> store.recent(each, EVERYTHING, minutes(15)));
        assertThat(source.steps() - before).as("not all of it fits").isGreaterThanOrEqualTo(hosts.size());
        assertNothingIsRead(() -> hosts.forEach(each -> store.recent(each, EVERYTHING, minutes(1))));
    }

    @Test
    void oneHostDoesNotTakeTheMemoryOfOthers() {
        reopen(2 << 20);
        live(100);
        store.upkeep().seal();
        recent(minutes(5));
        UUID wide = UUID.randomUUID();
        KnownLayout many = KnownLayout.of(new Layout(IntStream.range(0, 1_000)
                .mapToObj(i -> SeriesKey.of("some.metric", Map.of("number", "" + i)))
                .toList()));
        Random random = new Random(5);
        store.recent(wide, EVERYTHING, minutes(5));
        for (int i = 0; i < 60; i++) {
            Double[] values = random.doubles(1_000).boxed().toArray(Double[]::new);
            append(agent, wide, many, List.of(numbered(at(i + 40), SampleValues.of(values))));
        }
        store.upkeep().seal();

        assertThat(store.kept().bytes()).isLessThan(store.kept().maxBytes() / 8);
        assertNothingIsRead(() -> recent(minutes(5)));
        assertThat(samples(store.recent(wide, EVERYTHING, minutes(5)))).isEqualTo(60_000);
    }

    @Test
    void aClockThatIsSetBackAndForthChangesNoAnswer() {
        for (long minutes : new long[] {0, 90, -90, -30, 1_500, -1_500, 20}) {
            moveTo(clock.instant().plus(Duration.ofMinutes(minutes)));
            position = (int) (Duration.between(START, clock.instant()).toSeconds() / 5);
            live(150);
            assertSame();
            store.upkeep().seal();
            assertSame();
            live(10);
            assertSame();
            store.upkeep().seal();
            assertNothingIsRead(() -> recent(minutes(1)));
        }
    }

    /// Whatever came in whatever order, with late and doubled samples, seals that fail, restarts and clocks that move.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theAnswerIsThatOfTheBareSamples(long seed) {
        Random random = new Random(seed);
        List<UUID> hosts = List.of(host, UUID.randomUUID(), UUID.randomUUID());
        long memory = random.nextBoolean() ? BIG : 400_000;
        reopen(memory);
        for (int round = 0; round < 120; round++) {
            position += random.nextInt(40);
            moveTo(at(position));
            for (int i = random.nextInt(4); i > 0; i--) {
                deliver(random, hosts.get(random.nextInt(3)));
            }
            happen(random, memory);
            for (int i = 0; i < 3; i++) {
                ask(random, hosts.get(random.nextInt(3)));
            }
        }
    }

    private void deliver(Random random, UUID which) {
        KnownLayout layout = random.nextInt(4) == 0 ? OTHER : LAYOUT;
        int count = 1 + random.nextInt(30);
        int behind = random.nextInt(4) == 0 ? random.nextInt(400) : 0;
        UUID from = random.nextInt(8) == 0 ? UUID.randomUUID() : agent;
        append(
                from,
                which,
                layout,
                rows(layout, position - behind - count, count).stream()
                        .map(row -> numbered(row.time(), withGaps(row.values(), random)))
                        .toList());
    }

    private void happen(Random random, long memory) {
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> store.upkeep().seal();
            case 4, 5 -> {
                fail(random.nextInt(25), random.nextBoolean());
                tryTo(() -> store.upkeep().seal());
                faultless();
            }
            case 6 -> reopen(memory);
            case 7 -> position += 100 - random.nextInt(200);
            default -> {
                // Nothing but the next delivery.
            }
        }
    }

    private void ask(Random random, UUID which) {
        Instant to = clock.instant().minusMillis(random.nextInt(3) == 0 ? random.nextInt(400_000) : -1);
        Duration length = Duration.ofMillis(1 + random.nextInt(random.nextInt(5) == 0 ? 3_000_000 : 900_000));
        assertSame(which, random.nextBoolean() ? EVERYTHING : ONE, new TimeRange(to.minus(length), to));
    }

    /// A sample that was acknowledged before the question is in the answer, and none twice.
    @Test
    void readersSeeNoHoleAndNothingTwiceWhileSealsRun() throws Exception {
        recent(minutes(1));
        AtomicLong acknowledged = new AtomicLong(-1);
        AtomicBoolean ended = new AtomicBoolean();
        Callable<Integer> reader = () -> {
            int questions = 0;
            while (!ended.get()) {
                long known = acknowledged.get();
                TimeRange window = new TimeRange(START, START.plusMillis(known + 1_000_000));
                long[] times = store.recent(host, ONE, window).stream()
                        .findFirst()
                        .map(RecentSeries::timesMillis)
                        .orElse(new long[0]);
                assertThat(times.length).isGreaterThan((int) known);
                for (int i = 0; i < times.length; i++) {
                    assertThat(times[i]).isEqualTo(START.toEpochMilli() + i);
                }
                questions++;
            }
            return questions;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<Integer>> readers = List.of(threads.submit(reader), threads.submit(reader));
            Future<?> sealing = threads.submit(() -> {
                while (!ended.get()) {
                    store.upkeep().seal();
                }
            });
            try {
                for (int i = 0; i < 400; i++) {
                    store.append(
                            agent,
                            host,
                            LAYOUT,
                            List.of(numbered(START.plusMillis(i), SampleValues.of(0.5, 0.5, 1.0))));
                    acknowledged.set(i);
                }
            } finally {
                ended.set(true);
            }
            for (Future<Integer> each : readers) {
                assertThat(each.get()).isGreaterThan(20);
            }
            sealing.get();
        }
    }

    /// After a start, while nothing is in memory yet and seals run.
    @Test
    void manyFirstQuestionsAtOnceHaveTheSameAnswer() throws Exception {
        live(200);
        for (int round = 0; round < 10; round++) {
            reopen(BIG);
            live(3);
            Map<String, String> expected = text(fromDatabase(host, EVERYTHING, minutes(15)));
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                List<Future<Map<String, String>>> answers = threads.invokeAll(IntStream.range(0, 12)
                        .<Callable<Map<String, String>>>mapToObj(i -> () -> {
                            if (i % 4 == 1) {
                                store.upkeep().seal();
                            }
                            return text(recent(minutes(15)));
                        })
                        .toList());
                for (Future<Map<String, String>> answer : answers) {
                    assertThat(answer.get()).isEqualTo(expected);
                }
            }
            assertNothingIsRead(() -> recent(minutes(15)));
        }
    }

    private void reopen(long maxHeadBytes) {
        if (store != null) {
            store.kill();
            database.reopen();
        }
        source = new FaultySource(database.source());
        store = new OpenStore(source, database.kind(), clock, Retention.DEFAULT, maxHeadBytes, Encryption.none());
    }

    private void damage(Instant start) {
        JdbcTemplate jdbc = new JdbcTemplate(database.source());
        String where = " WHERE start_millis = " + start.toEpochMilli();
        byte[] payload = Objects.requireNonNull(
                jdbc.queryForObject("SELECT payload FROM raw_chunk_20261122" + where, byte[].class));
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= 0x55;
        }
        assertThat(jdbc.update("UPDATE raw_chunk_20261122 SET payload = ?" + where, payload))
                .isOne();
    }

    private void fail(int step, boolean isDone) {
        if (isDone) {
            source.loseAnswerAfter(step);
        } else {
            source.failAfter(step);
        }
    }

    private void faultless() {
        source.failAfter(Integer.MAX_VALUE);
        source.loseAnswerAfter(Integer.MAX_VALUE);
    }

    private static void tryTo(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            // As the test wants it.
        }
    }

    private void assertNothingIsRead(Runnable questions) {
        int before = source.steps();
        questions.run();
        assertThat(source.steps()).as("statements").isEqualTo(before);
    }

    private void assertSame() {
        assertSame(host);
    }

    private void assertSame(UUID which) {
        for (int minutes : new int[] {1, 5, 15, 24, 60}) {
            assertSame(which, EVERYTHING, minutes(minutes));
            assertSame(which, ONE, minutes(minutes));
        }
    }

    private void assertSame(UUID which, SeriesMatch match, TimeRange window) {
        Map<String, String> answer = text(store.recent(which, match, window));
        assertThat(answer).as("%s", window).isEqualTo(text(read(reference, which, match, window)));
        assertThat(answer).as("%s", window).isEqualTo(text(fromDatabase(which, match, window)));
    }

    private List<RecentSeries> fromDatabase(UUID which, SeriesMatch match, TimeRange window) {
        return read(store, which, match, window);
    }

    private static List<RecentSeries> read(SeriesQuery query, UUID which, SeriesMatch match, TimeRange window) {
        List<RecentSeries> all = new ArrayList<>();
        RangeRequest request = new RangeRequest(
                List.of(which), List.copyOf(match.metrics()), match.attributes(), window, Resolution.RAW, 0);
        query.read(request, (id, key, steps) -> {
            // A time that two layouts have comes twice here.
            int[] first = IntStream.range(0, steps.size())
                    .filter(i -> i == 0 || steps.timeMillis(i) != steps.timeMillis(i - 1))
                    .toArray();
            all.add(new RecentSeries(
                    key,
                    Arrays.stream(first).mapToLong(steps::timeMillis).toArray(),
                    Arrays.stream(first).mapToDouble(steps::avg).toArray()));
        });
        return all;
    }

    private static Map<String, String> text(List<RecentSeries> answer) {
        Map<String, String> text = new TreeMap<>();
        answer.forEach(series -> assertThat(text.put(
                        series.key().canonical(),
                        Arrays.toString(series.timesMillis()) + Arrays.toString(series.values())))
                .as("%s comes once", series.key())
                .isNull());
        return text;
    }

    private static int samples(List<RecentSeries> answer) {
        return answer.stream().mapToInt(series -> series.values().length).sum();
    }

    private List<RecentSeries> recent(TimeRange window) {
        return store.recent(host, EVERYTHING, window);
    }

    /// Up to now.
    private TimeRange minutes(int minutes) {
        return new TimeRange(clock.instant().minus(Duration.ofMinutes(minutes)), clock.instant());
    }

    /// So many snapshots come as they are measured.
    private void live(int count) {
        append(agent, host, LAYOUT, rows(LAYOUT, position, count));
        position += count;
        moveTo(at(position));
    }

    private void moveTo(Instant time) {
        clock.advance(Duration.between(clock.instant(), time));
    }

    private void append(UUID from, UUID which, KnownLayout layout, List<NumberedSnapshot> rows) {
        store.append(from, which, layout, rows);
        reference.append(from, which, layout, rows);
    }

    private List<NumberedSnapshot> rows(KnownLayout layout, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> numbered(at(i), values(layout, at(i))))
                .toList();
    }

    private List<NumberedSnapshot> random(Random random, int count) {
        return IntStream.range(position, position + count)
                .mapToObj(i ->
                        numbered(at(i), SampleValues.of(random.nextDouble(), random.nextDouble(), random.nextDouble())))
                .toList();
    }

    private NumberedSnapshot numbered(Instant time, SampleValues values) {
        return new NumberedSnapshot(++sequence, new Snapshot(time, values));
    }

    private static SampleValues values(KnownLayout layout, Instant time) {
        return SampleValues.of(
                layout.layout().series().stream().map(key -> value(key, time)).toArray(Double[]::new));
    }

    /// The same of a series and a time in every layout.
    private static double value(SeriesKey key, Instant time) {
        long seed = key.canonical().hashCode() * 31L + time.toEpochMilli() / 500;
        return new Random(seed).nextInt(1_000) / 8.0;
    }

    private static SampleValues withGaps(SampleValues values, Random random) {
        return SampleValues.of(IntStream.range(0, values.size())
                .mapToObj(i -> random.nextInt(20) == 0 ? null : values.get(i))
                .toArray(Double[]::new));
    }

    private static Instant at(int position) {
        return START.plusSeconds(5L * position);
    }
}
