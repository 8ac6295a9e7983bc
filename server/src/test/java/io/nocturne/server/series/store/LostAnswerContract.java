package io.nocturne.server.series.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.FakeClock;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.crypt.Encryption;
import io.nocturne.server.platform.lease.LeaseLostException;
import io.nocturne.server.platform.web.ProblemException;
import io.nocturne.server.series.InMemorySampleStore;
import io.nocturne.server.series.SeriesQuery;
import io.nocturne.server.series.SeriesQuery.RangeRequest;
import io.nocturne.server.series.Steps;
import io.nocturne.server.series.store.chunk.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the database answers, or does not answer, every sample is stored once: counts, sums, minima and maxima of
/// samples and of minutes are those of what was delivered.
abstract class LostAnswerContract {

    /// Each may wait for connections that the database has not noticed to be gone.
    private static final int ROUNDS = 24;

    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final SeriesKey WHOLE = SeriesKey.of("whole");
    private static final SeriesKey ODD = SeriesKey.of("odd");
    private static final KnownLayout LAYOUT = KnownLayout.of(new Layout(List.of(WHOLE, ODD)));
    /// Small, so that a seal has several pieces.
    private static final long HEAD_BYTES = 128L << 10;

    private final FakeClock clock = new FakeClock(START);
    private final InMemorySampleStore reference = new InMemorySampleStore();
    private final UUID agent = UUID.randomUUID();
    private final List<UUID> hosts = Stream.generate(UUID::randomUUID).limit(12).toList();
    private TestDatabase database;
    private FaultySource source;
    private OpenStore store;
    private long sequence;
    private int position;

    abstract TestDatabase database();

    @BeforeEach
    void open() {
        database = database();
        reopen();
    }

    @AfterEach
    void close() {
        store.kill();
        database.close();
    }

    @Test
    void aSealIsWrittenInPieces() {
        round();

        store.upkeep().seal();

        assertThat(source.commits()).isGreaterThan(2);
        assertSame();
    }

    /// At every statement and commit of it; then it is tried again, as the running server does.
    @Test
    void aSealWhoseAnswerIsLostIsMadeOnce() {
        boolean lost = true;
        int losses = 0;
        for (int step = 0; lost; step++) {
            round();
            source.loseAnswerAfter(step);
            tryTo(() -> store.upkeep().seal());
            lost = source.hasLostAnswer();
            source.loseAnswerAfter(Integer.MAX_VALUE);
            losses += lost ? 1 : 0;
            assertSame();
            few();
            store.upkeep().seal();
            assertSame();
        }
        assertThat(losses).isGreaterThan(20);
        assertMinutesSame();
    }

    /// The process ends where the answer is lost.
    @Test
    void aKillWhereAnAnswerIsLostLosesAndDoublesNothing() {
        round();
        boolean lost = true;
        for (int step = 0; lost; step++) {
            few();
            source.loseAnswerAfter(step);
            try {
                store.upkeep().seal();
            } catch (RuntimeException e) {
                assertThat(source.hasLostAnswer()).isTrue();
            }
            lost = source.hasLostAnswer();
            killAndReopen();
            assertSame();
        }
        assertMinutesSame();
    }

    @Test
    void aKillAtEveryStepOfASealInPiecesLosesAndDoublesNothing() {
        round();
        boolean failed = true;
        for (int step = 0; failed; step++) {
            few();
            source.failAfter(step);
            try {
                store.upkeep().seal();
            } catch (RuntimeException e) {
                assertThat(source.hasFailed()).isTrue();
            }
            failed = source.hasFailed();
            killAndReopen();
            assertSame();
        }
        assertMinutesSame();
    }

    @Test
    void aRollupWhoseAnswerIsLostIsMadeOnce() {
        boolean lost = true;
        for (int step = 0; lost; step++) {
            clock.advance(Duration.ofHours(1));
            position += 720;
            few();
            store.upkeep().seal();
            clock.advance(Duration.ofHours(2));
            source.loseAnswerAfter(step);
            rollAsOftenAsNeeded();
            lost = source.hasLostAnswer();
            source.loseAnswerAfter(Integer.MAX_VALUE);
            // Late samples must find the block where the database, and not the memory, has it.
            late();
            store.upkeep().seal();
            killAndReopen();
            assertMinutesSame();
        }
    }

    @Test
    void aDeliveryWhoseAnswerIsLostIsAcknowledgedAllTheSame() {
        deliver(hosts.getFirst(), rows(1));
        for (int step = 0; step < 2; step++) {
            source.loseAnswerAfter(step);
            List<NumberedSnapshot> rows = rows(3);

            assertThat(store.append(agent, hosts.getFirst(), LAYOUT, rows)).isEqualTo(rows);

            reference.append(agent, hosts.getFirst(), LAYOUT, rows);
            source.loseAnswerAfter(Integer.MAX_VALUE);
            assertSame();
        }
        killAndReopen();
        assertSame();
    }

    /// The database is away when the answer is lost, and what became of the segment is found out later.
    @Test
    void aDeliveryThatWasRefusedAndIsSentAgainIsStoredOnce() {
        List<NumberedSnapshot> rows = rows(3);
        store.append(agent, hosts.getFirst(), LAYOUT, List.of(rows.getFirst()));
        source.failAtRandom(1.5, new Random(1));
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> store.append(agent, hosts.getFirst(), LAYOUT, rows))
                    .isInstanceOf(ProblemException.class);
        }
        source.failAtRandom(0, new Random(1));
        store.append(agent, hosts.getFirst(), LAYOUT, rows);
        reference.append(agent, hosts.getFirst(), LAYOUT, rows);

        assertSame();
        killAndReopen();
        assertSame();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void atRandomNothingIsLostOrDoubled(long seed) {
        Random random = new Random(seed);
        live(random, () -> source.failAtRandom(0.08, random), () -> source.failAtRandom(0, random));
    }

    /// Everything at once: what fails is tried again, as agents and upkeep do; now and then the server is killed.
    void live(Random random, Runnable disturb, Runnable calm) {
        for (int round = 0; round < ROUNDS; round++) {
            disturb.run();
            List<NumberedSnapshot> rows = rows(1 + random.nextInt(20));
            UUID host = hosts.get(random.nextInt(4));
            deliverAsOftenAsNeeded(host, rows);
            clock.advance(Duration.ofMinutes(random.nextInt(20)));
            switch (random.nextInt(5)) {
                case 0, 1 -> tryTo(() -> store.upkeep().seal());
                case 2 -> tryTo(() -> store.leaderWork().roll());
                case 3 -> {
                    calm.run();
                    killAndReopen();
                }
                default -> position += random.nextInt(500);
            }
        }
        calm.run();
        // The first may find out that its connection is gone.
        tryTo(() -> store.upkeep().seal());
        tryTo(this::assertSame);
        assertSame();
        assertMinutesSame();
        killAndReopen();
        assertSame();
        assertMinutesSame();
    }

    @Test
    void whatAHostSendsAgainUnderOtherNumbersCountsOnce() {
        UUID host = hosts.getFirst();
        List<NumberedSnapshot> rows = rows(50);
        deliver(host, rows);
        deliver(host, renumbered(rows));
        assertSame();
        store.upkeep().seal();
        assertSame();
        deliver(host, renumbered(rows));
        assertSame();
        deliver(host, rows(5));
        store.upkeep().seal();
        assertSame();
        killAndReopen();
        deliver(host, renumbered(rows));
        assertSame();
        assertMinutesSame();
    }

    @Test
    void aServerThatWasReplacedWritesNothingAnyMore() {
        deliver(hosts.getFirst(), rows(10));
        FaultySource other = new FaultySource(database.source());
        try (OpenStore newer = new OpenStore(other, database.kind(), clock)) {
            List<NumberedSnapshot> rows = rows(10);
            assertThatThrownBy(() -> store.append(agent, hosts.getFirst(), LAYOUT, rows))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("another server has taken the database over");
            assertThatThrownBy(() -> store.upkeep().seal()).isInstanceOf(LeaseLostException.class);
            assertThat(store.problem()).as("it is not ready").isPresent();
            assertThat(newer.problem()).isEmpty();
            assertThat(newer.append(agent, hosts.getFirst(), LAYOUT, rows)).isEqualTo(rows);
            reference.append(agent, hosts.getFirst(), LAYOUT, rows);
        }
        killAndReopen();
        assertSame();
    }

    @Test
    void aDayIsNotDroppedWhileLateSamplesOfItWait() {
        deliver(hosts.getFirst(), rows(200));
        store.upkeep().seal();
        clock.advance(Duration.ofDays(1));
        store.rollAll();
        late();
        clock.advance(Duration.ofDays(9));

        store.leaderWork().drop();

        assertThat(store.tables().periods().periods(Tier.RAW)).hasSize(1);
        store.upkeep().seal();
        store.rollAll();
        store.leaderWork().drop();
        assertThat(store.tables().periods().periods(Tier.RAW)).isEmpty();
        assertThat(answer(store, Resolution.ONE_MINUTE)).isEqualTo(answer(reference, Resolution.ONE_MINUTE));
    }

    private void round() {
        List<NumberedSnapshot> rows = rows(7);
        hosts.forEach(host -> deliver(host, renumbered(rows)));
    }

    private void few() {
        List<NumberedSnapshot> rows = rows(1);
        hosts.subList(0, 3).forEach(host -> deliver(host, renumbered(rows)));
    }

    private void late() {
        List<NumberedSnapshot> rows = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            rows.add(new NumberedSnapshot(++sequence, snapshot(START.plusMillis(sequence * 37 % 3_000_000))));
        }
        deliver(hosts.getFirst(), rows);
    }

    private void deliver(UUID host, List<NumberedSnapshot> rows) {
        assertThat(store.append(agent, host, LAYOUT, rows)).isEqualTo(reference.append(agent, host, LAYOUT, rows));
    }

    private void deliverAsOftenAsNeeded(UUID host, List<NumberedSnapshot> rows) {
        boolean refused = true;
        while (refused) {
            refused = !tryTo(() -> store.append(agent, host, LAYOUT, rows));
            if (store.head().isFilling() || store.head().isPressed()) {
                tryTo(() -> store.upkeep().seal());
            }
        }
        reference.append(agent, host, LAYOUT, rows);
    }

    private void rollAsOftenAsNeeded() {
        boolean more = true;
        while (more) {
            boolean[] some = {true};
            tryTo(() -> some[0] = store.leaderWork().roll());
            more = some[0];
        }
    }

    private static boolean tryTo(Runnable step) {
        try {
            step.run();
            return true;
        } catch (RuntimeException e) {
            assertThat(e).isNotInstanceOf(LeaseLostException.class);
            return false;
        }
    }

    private List<NumberedSnapshot> rows(int count) {
        List<NumberedSnapshot> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new NumberedSnapshot(++sequence, snapshot(START.plusMillis(5_000L * position++))));
        }
        return rows;
    }

    private List<NumberedSnapshot> renumbered(List<NumberedSnapshot> rows) {
        return rows.stream()
                .map(row -> new NumberedSnapshot(++sequence, row.snapshot()))
                .toList();
    }

    private static Snapshot snapshot(Instant time) {
        Random random = new Random(time.toEpochMilli());
        return new Snapshot(
                time,
                SampleValues.of((double) random.nextInt(1_000_000), random.nextInt(1_000) / 8.0),
                List.of(new ProcessSample(1, "init", null, null, 5)));
    }

    private void reopen() {
        database.reopen();
        source = new FaultySource(database.source());
        store = new OpenStore(source, database.kind(), clock, Retention.DEFAULT, HEAD_BYTES, Encryption.none());
    }

    private void killAndReopen() {
        store.kill();
        reopen();
    }

    private void assertSame() {
        assertThat(answer(store, Resolution.RAW)).isEqualTo(answer(reference, Resolution.RAW));
    }

    private void assertMinutesSame() {
        store.upkeep().seal();
        clock.advance(Duration.ofDays(1));
        store.rollAll();
        assertThat(answer(store, Resolution.ONE_MINUTE)).isEqualTo(answer(reference, Resolution.ONE_MINUTE));
        assertThat(answer(store, Resolution.ONE_HOUR)).isEqualTo(answer(reference, Resolution.ONE_HOUR));
    }

    /// Sums are exact: the values are whole, or eighths.
    private Map<String, String> answer(SeriesQuery query, Resolution resolution) {
        long step = resolution == Resolution.RAW ? 60_000 : resolution == Resolution.ONE_MINUTE ? 60_000 : 3_600_000;
        TimeRange range = new TimeRange(START, START.plus(Duration.ofDays(20)));
        Map<String, String> answer = new TreeMap<>();
        query.read(
                new RangeRequest(hosts, List.of(WHOLE.metric(), ODD.metric()), Map.of(), range, resolution, step),
                (host, key, steps) -> answer.put(host + " " + key, text(steps)));
        return answer;
    }

    private static String text(Steps steps) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            text.append("%d: %s %s %s %d%n"
                    .formatted(steps.timeMillis(i), steps.min(i), steps.max(i), steps.sum(i), steps.count(i)));
        }
        return text.toString();
    }
}
