package io.nocturne.server.series.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nocturne.model.fleet.PartStatus;
import io.nocturne.model.fleet.StoreStatus;
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
import io.nocturne.server.platform.web.ProblemException;
import io.nocturne.server.series.InMemorySampleStore;
import io.nocturne.server.series.SeriesQuery;
import io.nocturne.server.series.SeriesQuery.RangeRequest;
import io.nocturne.server.series.Steps;
import io.nocturne.server.series.codec.ChunkWriter;
import io.nocturne.server.series.codec.EncodedChunk;
import io.nocturne.server.series.store.chunk.ChunkTables.Spot;
import io.nocturne.server.series.store.chunk.StoredChunk;
import io.nocturne.server.series.store.chunk.Tier;
import io.nocturne.server.series.store.rollup.UnrolledBlocks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/// What the packed store does as its samples age, on a database that a subclass brings: nothing that was
/// acknowledged is lost or doubled by a seal, a rollup or a kill, and every tier answers the same.
abstract class StoreLifeContract {

    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final SeriesKey USER = SeriesKey.of("system.cpu.utilization", Map.of("cpu.mode", "user"));
    private static final SeriesKey MEMORY = SeriesKey.of("system.memory.usage");
    private static final SeriesKey ODD = SeriesKey.of("odd.numbers");
    private static final List<String> METRICS = List.of(USER.metric(), MEMORY.metric(), ODD.metric());
    private static final KnownLayout LAYOUT = KnownLayout.of(new Layout(List.of(USER, MEMORY, ODD)));
    private static final KnownLayout OTHER = KnownLayout.of(new Layout(List.of(MEMORY, USER)));

    private final FakeClock clock = new FakeClock(START);
    private final InMemorySampleStore reference = new InMemorySampleStore();
    private final UUID agent = UUID.randomUUID();
    private final UUID host = UUID.randomUUID();
    private TestDatabase database;
    private FaultySource source;
    private OpenStore store;
    private long sequence;

    abstract TestDatabase database();

    /// Each time anew, as a start of the server reads it.
    Encryption encryption() {
        return Encryption.none();
    }

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
    void aSealEmptiesTheJournalAndChangesNoAnswer() {
        fill(host, 0, 400);
        Map<String, List<String>> before = everything();

        store.upkeep().seal();

        assertThat(everything()).isEqualTo(before);
        assertThat(journalRows()).isZero();
        assertThat(store.head().bytes()).isZero();
        assertThat(store.tables().chunks().find(Tier.RAW, host, START.toEpochMilli(), Long.MAX_VALUE))
                .hasSize(4);
    }

    @Test
    void whatWasNotSealedIsReadAgainAfterAKill() {
        fill(host, 0, 100);
        store.upkeep().seal();
        fill(host, 100, 100);

        killAndReopen();

        assertSameAsReference();
        assertThat(store.latest(host)).isEqualTo(reference.latest(host));
    }

    @Test
    void aPlannedStopLeavesNothingToReadAgain() {
        fill(host, 0, 100);

        store.close();
        reopen();

        assertThat(journalRows()).isZero();
        assertSameAsReference();
        assertThat(store.latest(host)).isEqualTo(reference.latest(host));
    }

    @Test
    void duplicatesAreKnownAfterASealAndAfterAKill() {
        List<NumberedSnapshot> first = rows(0, 30);
        append(host, LAYOUT, first);
        store.upkeep().seal();
        List<NumberedSnapshot> second = rows(30, 30);
        append(host, LAYOUT, second);
        killAndReopen();

        List<NumberedSnapshot> all = new ArrayList<>(first);
        all.addAll(second);

        assertThat(store.append(agent, host, LAYOUT, all)).isEmpty();
        assertSameAsReference();
    }

    @Test
    void lateAndUnorderedSamplesGoIntoTheChunksTheyBelongTo() {
        List<NumberedSnapshot> rows = rows(0, 600);
        List<NumberedSnapshot> late = new ArrayList<>();
        List<NumberedSnapshot> timely = new ArrayList<>();
        Random random = new Random(7);
        rows.forEach(row -> (random.nextInt(3) == 0 ? late : timely).add(row));
        append(host, LAYOUT, timely);
        store.upkeep().seal();
        Collections.shuffle(late, random);
        append(host, LAYOUT, late);
        assertSameAsReference();

        store.upkeep().seal();

        assertSameAsReference();
    }

    @Test
    void aChangeOfLayoutWithinAChunkKeepsBoth() {
        append(host, LAYOUT, rows(0, 50));
        append(host, OTHER, rowsOf(OTHER, 50, 50));
        store.upkeep().seal();
        append(host, LAYOUT, rows(100, 10));
        store.upkeep().seal();

        assertSameAsReference();
        assertThat(store.series(host, day())).isEqualTo(reference.series(host, day()));
    }

    /// A process killed before any statement of a seal, and right after its commit.
    @Test
    void aKillAtEveryStepOfASealLosesAndDoublesNothing() {
        fill(host, 0, 200);
        fill(UUID.randomUUID(), 0, 10);
        boolean failed = true;
        int steps = 0;
        while (failed) {
            fill(host, 200 + steps, 1);
            source.failAfter(steps++);
            try {
                store.upkeep().seal();
            } catch (RuntimeException e) {
                assertThat(source.hasFailed()).isTrue();
            }
            failed = source.hasFailed();
            killAndReopen();
            assertSameAsReference();
        }
        assertThat(steps).isGreaterThan(8);
        assertThat(journalRows()).isZero();
    }

    /// Without a kill the running store goes on, and its next seal takes what the failed one left.
    @Test
    void aFailedSealIsMadeUpForByTheNext() {
        fill(host, 0, 200);
        source.failAfter(3);
        assertThatThrownBy(() -> store.upkeep().seal()).isInstanceOf(RuntimeException.class);
        source.failAfter(Integer.MAX_VALUE);
        fill(host, 200, 100);
        assertSameAsReference();

        store.upkeep().seal();

        assertSameAsReference();
        assertThat(journalRows()).isZero();
        assertThat(store.append(agent, host, LAYOUT, List.of(row(1, 0)))).isEmpty();
    }

    @Test
    void aJournalThatCannotBeWrittenAcknowledgesNothing() {
        fill(host, 0, 10);
        source.failAfter(0);
        assertThatThrownBy(() -> store.append(agent, host, LAYOUT, List.of(row(1_000, 10))))
                .isInstanceOf(ProblemException.class);
        source.failAfter(Integer.MAX_VALUE);

        assertSameAsReference();
        assertThat(append(host, LAYOUT, List.of(row(1_000, 10)))).hasSize(1);
        assertSameAsReference();
        killAndReopen();
        assertSameAsReference();
    }

    @Test
    void rollupsAnswerAsTheSamplesDo() {
        fill(host, 0, 5_000);
        store.upkeep().seal();
        Map<String, List<String>> before = everything();

        clock.advance(Duration.ofDays(1));
        store.rollAll();

        assertThat(everything()).isEqualTo(before);
        assertThat(store.tables().unrolled().count()).isZero();
        assertThat(store.tables().chunks().heads(Tier.ONE_MINUTE, List.of(host), START.toEpochMilli(), Long.MAX_VALUE))
                .hasSize(2);
    }

    @Test
    void aKillAtEveryStepOfARollupChangesNoAnswer() {
        fill(host, 0, 1_000);
        store.upkeep().seal();
        clock.advance(Duration.ofDays(1));
        Map<String, List<String>> before = everything();
        boolean failed = true;
        int steps = 0;
        while (failed) {
            source.failAfter(steps++);
            try {
                store.leaderWork().roll();
            } catch (RuntimeException e) {
                assertThat(source.hasFailed()).isTrue();
            }
            failed = source.hasFailed();
            killAndReopen();
            assertThat(everything()).isEqualTo(before);
        }
        assertThat(store.tables().unrolled().count()).isZero();
    }

    /// The rollup law: whatever came in whatever order, with gaps, layouts that change, late samples, seals,
    /// rollups and kills in between, every resolution answers as the reference does from the bare samples.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyTierAnswersAsTheBareSamplesWould(long seed) {
        Random random = new Random(seed);
        List<UUID> hosts = List.of(host, UUID.randomUUID());
        int position = 0;
        for (int round = 0; round < 40; round++) {
            position += random.nextInt(300);
            UUID which = hosts.get(random.nextInt(2));
            boolean late = random.nextInt(4) == 0;
            int from = late ? random.nextInt(position + 1) : position;
            KnownLayout layout = random.nextInt(5) == 0 ? OTHER : LAYOUT;
            List<NumberedSnapshot> rows = rowsOf(layout, from, 1 + random.nextInt(200));
            append(which, layout, rows);
            Instant reached = START.plusSeconds(5L * position);
            if (clock.instant().isBefore(reached)) {
                clock.advance(Duration.between(clock.instant(), reached));
            }
            switch (random.nextInt(6)) {
                case 0, 1 -> store.upkeep().seal();
                case 2, 3 -> store.rollAll();
                case 4 -> killAndReopen();
                default -> assertThat(store.append(agent, which, layout, rows)).isEmpty();
            }
        }
        hosts.forEach(this::assertSameAsReference);
        store.upkeep().seal();
        Map<String, List<String>> before = everything();
        clock.advance(Duration.ofDays(1));
        store.rollAll();
        hosts.forEach(this::assertSameAsReference);
        assertThat(everything()).isEqualTo(before);
    }

    /// Values at the edge of the doubles: their sum is none, their average is, before and after the rollups.
    @ParameterizedTest
    @ValueSource(doubles = {1e308, -1e308, Double.MAX_VALUE, Double.MIN_VALUE})
    void sumsBeyondTheDoublesStopNothing(double value) {
        UUID other = UUID.randomUUID();
        List<NumberedSnapshot> rows = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            double odd = i % 60 < 30 ? value : -value;
            SampleValues values = SampleValues.of(value, odd, 0.5);
            rows.add(new NumberedSnapshot(++sequence, new Snapshot(START.plusMillis(5_000L * i), values)));
        }
        append(host, LAYOUT, rows);
        fill(other, 0, 1_000);
        store.upkeep().seal();
        Map<String, List<String>> before = everything();

        clock.advance(Duration.ofDays(1));
        store.rollAll();

        assertThat(store.tables().unrolled().count()).isZero();
        assertSameAsReference(other);
        assertThat(everything()).isEqualTo(before).isNotEmpty();
        for (RangeRequest request : requests(host)) {
            answer(store, request).forEach((key, steps) -> assertEdge(key, steps, value));
        }
        assertThat(count(Resolution.ONE_HOUR, 3_600_000)).isEqualTo(1_000);
        store.upkeep().seal();
    }

    private static void assertEdge(SeriesKey key, Steps steps, double value) {
        for (int i = 0; i < steps.size(); i++) {
            assertThat(steps.sum(i)).isFinite();
            assertThat(steps.avg(i)).isBetween(steps.min(i), steps.max(i));
            if (key.equals(USER)) {
                assertThat(steps.avg(i)).isCloseTo(value, Percentage.withPercentage(1e-10));
            }
        }
    }

    /// A block that cannot be rolled up, whatever the reason, is set aside and named; the others are rolled
    /// up, what is too old goes, and the block is tried again.
    @Test
    void aBlockThatFailsIsSetAsideAndHoldsUpNobody() {
        UUID other = UUID.randomUUID();
        fill(host, 0, 400);
        fill(other, 0, 400);
        store.upkeep().seal();
        Instant poisoned = START.plus(Duration.ofMinutes(20));
        StoredChunk good = store.tables()
                .chunks()
                .find(Tier.RAW, host, poisoned.toEpochMilli(), poisoned.toEpochMilli() + 1)
                .getFirst();
        poison(good);
        clock.advance(Duration.ofDays(1));

        store.upkeep().tick();

        assertThat(store.tables()
                        .unrolled()
                        .between(Long.MIN_VALUE / 2, Long.MAX_VALUE)
                        .keySet())
                .extracting(UnrolledBlocks.Block::hostId)
                .containsExactly(host);
        assertThat(store.tables().chunks().heads(Tier.ONE_MINUTE, List.of(other), 0, Long.MAX_VALUE))
                .isNotEmpty();
        assertThat(store.status().state()).isEqualTo(StoreStatus.State.OK);
        assertThat(store.status().setAsideCount()).isEqualTo(1);
        assertThat(store.status().setAside()).singleElement().satisfies(aside -> {
            assertThat(aside.hostId()).isEqualTo(host.toString());
            assertThat(aside.from()).isEqualTo(START);
            assertThat(aside.tries()).isEqualTo(1);
        });
        assertThat(store.supervised().problem()).isEmpty();

        store.upkeep().tick();
        assertThat(store.status().setAside().getFirst().tries()).as("it rests").isEqualTo(1);
        clock.advance(Duration.ofMinutes(2));
        store.upkeep().tick();
        assertThat(store.status().setAside().getFirst().tries()).isEqualTo(2);

        put(good);
        clock.advance(Duration.ofHours(1));
        store.upkeep().tick();
        assertThat(store.status().setAsideCount()).isZero();
        assertThat(store.tables().unrolled().count()).isZero();
        assertSameAsReference(other);
        assertSameAsReference();
    }

    /// What was never rolled up must not keep everybody's samples of its day for good.
    @Test
    void aBlockThatFailsForTooLongIsGivenUp() {
        UUID other = UUID.randomUUID();
        fill(host, 0, 400);
        fill(other, 0, 400);
        store.upkeep().seal();
        poison(store.tables()
                .chunks()
                .find(Tier.RAW, host, START.toEpochMilli(), START.toEpochMilli() + 1)
                .getFirst());
        clock.advance(Duration.ofDays(8).plusHours(2));
        store.upkeep().tick();
        assertThat(store.tables().periods().periods(Tier.RAW)).contains(Tier.RAW.periodOf(START.toEpochMilli()));

        clock.advance(Duration.ofDays(2));
        store.upkeep().tick();

        assertThat(store.tables().periods().periods(Tier.RAW)).doesNotContain(Tier.RAW.periodOf(START.toEpochMilli()));
        assertThat(store.tables().unrolled().count()).isZero();
        assertThat(store.status().setAsideCount()).isZero();
    }

    /// A stored chunk that breaks whoever reads it stays as it is, and what came since is sealed beside it.
    @Test
    void aStoredChunkThatBreaksItsReaderDoesNotStopTheSeal() {
        UUID other = UUID.randomUUID();
        fill(host, 0, 100);
        store.upkeep().seal();
        poison(store.tables()
                .chunks()
                .find(Tier.RAW, host, START.toEpochMilli(), START.toEpochMilli() + 1)
                .getFirst());
        fill(host, 100, 20);
        fill(other, 0, 120);

        store.upkeep().seal();

        assertThat(journalRows()).isZero();
        assertSameAsReference(other);
        assertThat(store.tables().chunks().find(Tier.RAW, host, START.toEpochMilli(), START.toEpochMilli() + 1))
                .hasSize(2);
    }

    /// One row whose end is missing is left out; everybody else's question is answered.
    @Test
    void aStoredChunkThatIsCutShortKeepsNobodyFromAnAnswer() {
        UUID other = UUID.randomUUID();
        fill(host, 0, 100);
        fill(other, 0, 100);
        store.upkeep().seal();
        String table = Tier.RAW.table(Tier.RAW.periodOf(START.toEpochMilli()));
        new JdbcTemplate(database.source())
                .update("UPDATE " + table + " SET payload = SUBSTRING(payload FROM 1 FOR 3) WHERE host_id = ?", host);

        List<UUID> answered = new ArrayList<>();
        store.read(
                new RangeRequest(List.of(host, other), List.of(), Map.of(), day(), Resolution.RAW, 0),
                (hostId, key, steps) -> answered.add(hostId));

        assertThat(answered).contains(other).doesNotContain(host);
        assertSameAsReference(other);
    }

    @Test
    void aStoredChunkWhoseLayoutIsGoneDoesNotStopTheSeal() {
        UUID other = UUID.randomUUID();
        fill(host, 0, 100);
        store.upkeep().seal();
        StoredChunk good = store.tables()
                .chunks()
                .find(Tier.RAW, host, START.toEpochMilli(), START.toEpochMilli() + 1)
                .getFirst();
        put(new StoredChunk(
                good.hostId(),
                good.startMillis(),
                good.nodeId(),
                good.part(),
                "0".repeat(32),
                good.version(),
                good.head(),
                good.payload()));
        fill(host, 100, 20);
        fill(other, 0, 120);

        store.upkeep().seal();

        assertThat(journalRows()).isZero();
        assertSameAsReference(other);
    }

    /// Each of the upkeep's works fails by itself, and comes back by itself.
    @Test
    void anErrorInEveryWorkIsCountedShownAndOver() {
        fill(host, 0, 400);
        clock.advance(Duration.ofHours(1));
        source.failWith(new OutOfMemoryError("as the test wants it"));

        store.upkeep().tick();

        assertThat(store.supervised().problem())
                .hasValueSatisfying(text -> assertThat(text).contains("store-seal is failing"));
        assertThat(part("store-seal").failures()).isEqualTo(1);
        assertThat(part("store-seal").cause()).isEqualTo("OutOfMemoryError");
        assertThat(part("store-retention").lastSuccessAt())
                .as("the others had their turn")
                .isEqualTo(clock.instant());
        assertThat(store.status().state()).isEqualTo(StoreStatus.State.FAILING);

        source.failAfter(Integer.MAX_VALUE);
        store.upkeep().tick();
        assertThat(part("store-seal").lastSuccessAt()).as("it rests").isNull();
        clock.advance(Duration.ofSeconds(11));
        store.upkeep().tick();
        assertThat(store.supervised().problem()).isEmpty();
        assertThat(part("store-seal").lastSuccessAt()).isEqualTo(clock.instant());
        assertThat(journalRows()).isZero();

        clock.advance(Duration.ofDays(1));
        source.failWith(new OutOfMemoryError("as the test wants it"));
        store.upkeep().tick();
        assertThat(part("store-rollup").state()).isEqualTo(PartStatus.State.FAILING);
        source.failAfter(Integer.MAX_VALUE);
        clock.advance(Duration.ofMinutes(2));
        store.upkeep().tick();
        assertThat(store.supervised().problem()).isEmpty();
        assertThat(store.tables().unrolled().count()).isZero();
        assertSameAsReference();
    }

    /// An error in the journal's thread: who waited is told, the thread goes on, and nothing is lost
    /// or doubled.
    @Test
    void anErrorInTheJournalIsAnsweredAndOver() {
        fill(host, 0, 10);
        source.failWith(new StackOverflowError("as the test wants it"));
        List<NumberedSnapshot> rows = List.of(row(1_000, 10));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> store.append(agent, host, LAYOUT, rows)).isInstanceOf(ProblemException.class);
        }
        // The requests have their answer a moment before the failure is counted.
        await().untilAsserted(() -> assertThat(part("store-journal").failures()).isGreaterThanOrEqualTo(3));
        assertThat(store.supervised().problem()).hasValue("store-journal is failing");

        source.failAfter(Integer.MAX_VALUE);

        assertThat(append(host, LAYOUT, rows)).hasSize(1);
        assertSameAsReference();
        await().untilAsserted(() -> assertThat(store.supervised().problem()).isEmpty());
        store.upkeep().seal();
        killAndReopen();
        assertSameAsReference();
    }

    @Test
    @Timeout(20)
    void aStopAfterTheJournalsThreadIsGoneEnds() {
        fill(host, 0, 10);
        store.kill();
        await().untilAsserted(() -> assertThat(store.supervised().problem()).hasValue("store-journal has ended"));

        store.close();

        reopen();
        assertSameAsReference();
    }

    private PartStatus part(String name) {
        return store.supervised().status().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// A sound chunk with fewer columns than its layout has series.
    private void poison(StoredChunk good) {
        EncodedChunk one = new ChunkWriter().encode(new long[] {good.startMillis()}, 1, new double[][] {{1}}, 1);
        put(new StoredChunk(
                good.hostId(),
                good.startMillis(),
                good.nodeId(),
                good.part(),
                good.layoutId(),
                good.version(),
                one.head(),
                one.payload()));
    }

    private void put(StoredChunk chunk) {
        store.tables()
                .chunks()
                .replace(
                        Tier.RAW,
                        List.of(new Spot(chunk.hostId(), chunk.startMillis(), chunk.nodeId())),
                        List.of(chunk));
    }

    @Test
    void aLayoutIsDeletedWhenNothingNamesItAnyMoreAndCanBeDeclaredAgain() {
        UUID other = UUID.randomUUID();
        append(host, LAYOUT, rows(0, 100));
        store.append(UUID.randomUUID(), other, OTHER, rowsOf(OTHER, 0, 1));
        KnownLayout unused = KnownLayout.of(new Layout(List.of(ODD)));
        store.layouts().put(unused);
        store.upkeep().seal();
        for (int i = 0; i < 4; i++) {
            clock.advance(Duration.ofHours(4));
            tickUntilIdle();
        }
        assertThat(store.layout(unused.id())).as("nothing names it").isEmpty();
        assertThat(store.layout(OTHER.id())).isPresent();

        // Until raw chunks, minutes and hours of it are gone; the rollups are of both.
        for (int day = 0; day < 2_000 && store.layouts().find(OTHER.id()).isPresent(); day++) {
            clock.advance(Duration.ofDays(1));
            tickUntilIdle();
        }

        assertThat(store.layout(OTHER.id())).isEmpty();
        assertThat(store.layouts().find(LAYOUT.id())).isEmpty();
        store.append(agent, host, LAYOUT, List.of(row(100_000, 0)));
        assertThat(store.layout(LAYOUT.id())).contains(LAYOUT);
    }

    /// What was acknowledged is in the journal alone; the layout that it names has to be there at the
    /// next start.
    @Test
    void aLayoutThatOnlyTheJournalOrADeliveryNamesStays() {
        append(host, LAYOUT, rows(0, 10));
        for (int i = 0; i < 4; i++) {
            clock.advance(Duration.ofHours(4));
            tickUntilIdle();
        }
        killAndReopen();
        assertSameAsReference();

        KnownLayout named = KnownLayout.of(new Layout(List.of(ODD)));
        store.layouts().put(named);
        for (int i = 0; i < 200; i++) {
            clock.advance(Duration.ofMinutes(30));
            assertThat(store.layout(named.id())).isPresent();
            tickUntilIdle();
        }
    }

    /// So that rolling up needs memory for so many series and not for all that a host has.
    @Test
    void rollupsOfManySeriesComeInParts() {
        List<SeriesKey> keys = new ArrayList<>(List.of(USER, MEMORY, ODD));
        for (int i = 0; i < 2_400; i++) {
            keys.add(SeriesKey.of("many.series", Map.of("n", "" + i)));
        }
        KnownLayout wide = KnownLayout.of(new Layout(keys));
        List<NumberedSnapshot> rows = rows(0, 30).stream()
                .map(row -> new NumberedSnapshot(row.sequence(), widened(row.snapshot(), keys.size())))
                .toList();
        append(host, wide, rows);
        store.upkeep().seal();
        Map<String, List<String>> before = everything();

        clock.advance(Duration.ofDays(1));
        store.rollAll();
        append(host, LAYOUT, rows(4_000, 10));
        store.upkeep().seal();
        assertSameAsReference();
        store.rollAll();

        assertSameAsReference();
        assertThat(everything()).hasSameSizeAs(before);
        for (Tier tier : List.of(Tier.ONE_MINUTE, Tier.ONE_HOUR)) {
            long start = tier.startOf(START.toEpochMilli());
            assertThat(store.tables().chunks().find(tier, host, start, start + 1))
                    .extracting(chunk -> chunk.part())
                    .containsExactly(0, 1, 2);
        }
    }

    @Test
    void aSnapshotThatCannotBeReadIsLostAlone() {
        fill(host, 0, 40);
        store.append(
                agent,
                host,
                LAYOUT,
                List.of(new NumberedSnapshot(40, new Snapshot(START.plusSeconds(200), SampleValues.of(1.0)))));
        fill(host, 41, 40);

        store.upkeep().seal();
        assertSameAsReference();
        clock.advance(Duration.ofDays(1));
        store.rollAll();
        assertSameAsReference();
    }

    @Test
    void oneHostThatIsRefusedDoesNotHaveEverythingSealedEachSecond() {
        clock.advance(Duration.ofMinutes(2));
        store.upkeep().seal();
        Instant sealedAt = store.upkeep().lastSealedAt();
        int window = 0;
        while (!store.head().isPressed()) {
            int number = window++;
            try {
                store.append(agent, host, LAYOUT, List.of(row(number, 120 * number)));
            } catch (ProblemException e) {
                assertThat(e.detail()).contains("different ten minutes");
            }
        }

        store.upkeep().tick();
        assertThat(store.upkeep().lastSealedAt()).isEqualTo(sealedAt);
        clock.advance(Duration.ofMinutes(1));
        store.upkeep().tick();
        assertThat(store.upkeep().lastSealedAt()).isEqualTo(clock.instant());
        assertThat(store.append(agent, host, LAYOUT, List.of(row(9_000, 0)))).hasSize(1);
    }

    @Test
    void aHostOfEverNewSeriesKeepsTheRollupsOfItsFirst() {
        fill(host, 0, 12);
        for (int layout = 0; layout < 5; layout++) {
            List<SeriesKey> keys = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                keys.add(SeriesKey.of("ever.new", Map.of("n", layout + "-" + i)));
            }
            SampleValues.Builder values = new SampleValues.Builder(keys.size());
            keys.forEach(key -> values.add(1.0));
            Snapshot snapshot = new Snapshot(START.plusSeconds(600L * (layout + 1)), values.build());
            store.append(
                    agent,
                    host,
                    KnownLayout.of(new Layout(keys)),
                    List.of(new NumberedSnapshot(500 + layout, snapshot)));
        }
        store.upkeep().seal();
        clock.advance(Duration.ofDays(1));
        store.rollAll();

        // The reference knows none of the new series.
        assertSameSeries(host);
        assertThat(store.leaderWork().setAsideCount()).isZero();
        for (Tier tier : List.of(Tier.ONE_MINUTE, Tier.ONE_HOUR)) {
            long start = tier.startOf(START.toEpochMilli());
            assertThat(store.tables().chunks().find(tier, host, start, start + 1))
                    .extracting(chunk -> store.layouts()
                            .require(chunk.layoutId())
                            .layout()
                            .series()
                            .size())
                    .satisfies(sizes -> assertThat(
                                    sizes.stream().mapToInt(Integer::intValue).sum())
                            .isEqualTo(OpenStore.SERIES_A_BLOCK));
        }
    }

    private static Snapshot widened(Snapshot snapshot, int size) {
        SampleValues.Builder values = new SampleValues.Builder(size);
        for (int i = 0; i < size; i++) {
            int from = Math.min(i, 2);
            if (snapshot.values().isPresent(from)) {
                values.add(snapshot.values().get(from));
            } else {
                values.addAbsent();
            }
        }
        return new Snapshot(snapshot.time(), values.build());
    }

    @Test
    void everNewLayoutsOfOneHostAreRefusedAndOtherHostsGoOn() {
        int taken = 0;
        String refusal = "";
        while (refusal.isEmpty() && taken < 5_000) {
            KnownLayout fresh = KnownLayout.of(new Layout(List.of(SeriesKey.of("ever.new", Map.of("n", "" + taken)))));
            try {
                store.append(
                        agent,
                        host,
                        fresh,
                        rowsOf(OTHER, 0, 1).stream()
                                .map(row -> new NumberedSnapshot(
                                        row.sequence(), new Snapshot(row.time(), SampleValues.of(1.0))))
                                .toList());
                taken++;
            } catch (ProblemException e) {
                refusal = e.detail();
            }
        }
        assertThat(taken).isEqualTo(1_000);
        assertThat(refusal).contains("declared 1000 new layouts");
        assertThat(store.append(UUID.randomUUID(), UUID.randomUUID(), LAYOUT, List.of(row(1, 0))))
                .hasSize(1);
        clock.advance(Duration.ofHours(1));
        assertThat(append(host, OTHER, rowsOf(OTHER, 10, 1))).hasSize(1);
    }

    @Test
    void whatIsTooOldIsDroppedTableByTable() {
        fill(host, 0, 100);
        store.upkeep().seal();
        clock.advance(Duration.ofDays(1));
        store.rollAll();
        append(host, LAYOUT, rows(17_280, 10));
        store.upkeep().seal();
        clock.advance(Duration.ofDays(8).plusHours(2));
        store.leaderWork().drop();

        assertThat(store.tables().periods().periods(Tier.RAW))
                .as("the second day is not rolled up yet")
                .containsExactly(START.plus(Duration.ofDays(1)).toEpochMilli());
        store.rollAll();
        store.leaderWork().drop();
        assertThat(store.tables().periods().periods(Tier.RAW)).isEmpty();
        assertThat(count(Resolution.RAW, 0)).isZero();
        assertThat(count(Resolution.ONE_MINUTE, 60_000)).isEqualTo(110);

        clock.advance(Duration.ofDays(400));
        store.leaderWork().drop();
        assertThat(count(Resolution.ONE_HOUR, 3_600_000)).isZero();
        killAndReopen();
        assertThat(count(Resolution.ONE_HOUR, 3_600_000)).isZero();
    }

    @Test
    void aDamagedChunkIsLeftOutAndNothingElse() {
        fill(host, 0, 360);
        store.upkeep().seal();
        damage("raw_chunk_20261122", START.plus(Duration.ofMinutes(10)));

        assertThat(count(Resolution.RAW, 0)).isEqualTo(240);
        append(host, LAYOUT, List.of(row(9_999, 121)));
        store.upkeep().seal();
        assertThat(count(Resolution.RAW, 0)).isEqualTo(241);
    }

    @Test
    void aDamagedJournalStopsTheStart() {
        fill(host, 0, 10);
        new JdbcTemplate(database.source()).update("UPDATE journal SET body = ?", new byte[] {1, 2, 3, 4, 5});
        store.kill();

        assertThatThrownBy(this::reopen)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("segment 1 of the journal");
    }

    @Test
    void moreThanItsMemoryHoldsIsRefusedUntilItIsSealed() {
        store.kill();
        database.reopen();
        store = new OpenStore(database.source(), database.kind(), clock, Retention.DEFAULT, 4_096, encryption());
        assertThatThrownBy(() -> fill(host, 0, 500))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.code().status()).isEqualTo(429));

        store.upkeep().seal();

        assertThat(store.append(agent, host, LAYOUT, List.of(row(9_999, 600)))).hasSize(1);
    }

    @Test
    void processTablesAreFoundByTime() {
        for (int i = 0; i < 300; i += 50) {
            append(host, LAYOUT, rows(i, 50));
            assertSameProcesses();
            if (i % 100 == 0) {
                store.upkeep().seal();
                assertSameProcesses();
            }
        }
        killAndReopen();
        assertSameProcesses();
    }

    private void assertSameProcesses() {
        for (int second = 0; second < 3_000; second += 77) {
            Instant at = START.plusSeconds(second);
            assertThat(store.processes(host, at)).as("at %s", at).isEqualTo(reference.processes(host, at));
        }
    }

    private void damage(String table, Instant start) {
        JdbcTemplate jdbc = new JdbcTemplate(database.source());
        assertThat(jdbc.update(
                        "UPDATE " + table + " SET head = ? WHERE start_millis = ?",
                        new byte[] {'N', 1, 0},
                        start.toEpochMilli()))
                .isEqualTo(1);
    }

    private void reopen() {
        database.reopen();
        source = new FaultySource(database.source());
        store = new OpenStore(source, database.kind(), clock, encryption());
    }

    private void killAndReopen() {
        store.kill();
        reopen();
    }

    private long journalRows() {
        Long rows = new JdbcTemplate(database.source()).queryForObject("SELECT COUNT(*) FROM journal", Long.class);
        return rows == null ? -1 : rows;
    }

    /// Rows at five seconds each, in deliveries of ten.
    private void fill(UUID which, int from, int count) {
        List<NumberedSnapshot> rows = rows(from, count);
        for (int i = 0; i < count; i += 10) {
            append(which, LAYOUT, rows.subList(i, Math.min(count, i + 10)));
        }
    }

    private List<NumberedSnapshot> append(UUID which, KnownLayout layout, List<NumberedSnapshot> rows) {
        List<NumberedSnapshot> added = store.append(agent, which, layout, rows);
        assertThat(reference.append(agent, which, layout, rows)).isEqualTo(added);
        return added;
    }

    private List<NumberedSnapshot> rows(int from, int count) {
        return rowsOf(LAYOUT, from, count);
    }

    private List<NumberedSnapshot> rowsOf(KnownLayout layout, int from, int count) {
        List<NumberedSnapshot> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new NumberedSnapshot(++sequence, snapshot(layout, from + i)));
        }
        return rows;
    }

    /// A tick does one thing.
    private void tickUntilIdle() {
        for (int i = 0; i < 4; i++) {
            store.upkeep().tick();
        }
    }

    private static NumberedSnapshot row(long sequence, int position) {
        return new NumberedSnapshot(sequence, snapshot(LAYOUT, position));
    }

    private static Snapshot snapshot(KnownLayout layout, int position) {
        Random random = new Random(position);
        Double user = random.nextInt(10) == 0 ? null : Double.valueOf(random.nextInt(10_000) / 10_000.0);
        double memory = 1e9 + random.nextInt(1 << 20) * 4_096.0;
        Double odd = Math.sqrt(position + 1.0);
        SampleValues values =
                layout.equals(LAYOUT) ? SampleValues.of(user, memory, odd) : SampleValues.of(memory, user);
        List<ProcessSample> processes = position % 7 == 0
                ? List.of()
                : List.of(
                        new ProcessSample(position, "java", "root", user, 1 << 20),
                        new ProcessSample(1, "init", null, null, 5));
        return new Snapshot(START.plusMillis(5_000L * position), values, processes);
    }

    private void assertSameAsReference() {
        assertSameAsReference(host);
    }

    private void assertSameAsReference(UUID which) {
        assertSameSeries(which);
        for (Resolution resolution : List.of(Resolution.RAW, Resolution.ONE_MINUTE)) {
            assertThat(store.moments(which, day(), resolution)).isEqualTo(reference.moments(which, day(), resolution));
        }
    }

    private void assertSameSeries(UUID which) {
        for (RangeRequest request : requests(which)) {
            Map<SeriesKey, Steps> expected = answer(reference, request);
            Map<SeriesKey, Steps> actual = answer(store, request);
            assertThat(actual.keySet()).as("%s", request).isEqualTo(expected.keySet());
            expected.forEach(
                    (key, steps) -> assertSame(Objects.requireNonNull(actual.get(key)), steps, key + " of " + request));
        }
    }

    private static void assertSame(Steps actual, Steps expected, String what) {
        assertThat(actual.size()).as(what).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.timeMillis(i)).as(what).isEqualTo(expected.timeMillis(i));
            assertThat(actual.min(i)).as(what).isEqualTo(expected.min(i));
            assertThat(actual.max(i)).as(what).isEqualTo(expected.max(i));
            assertThat(actual.count(i)).as(what).isEqualTo(expected.count(i));
            // The reference adds doubles as they come; the store snaps to the decimals that they are.
            assertThat(actual.sum(i)).as(what).isCloseTo(expected.sum(i), Percentage.withPercentage(1e-10));
        }
    }

    private static Map<SeriesKey, Steps> answer(SeriesQuery query, RangeRequest request) {
        Map<SeriesKey, Steps> answer = new TreeMap<>();
        query.read(request, (id, key, steps) -> answer.put(key, steps));
        return answer;
    }

    /// Every answer about the host, to the last bit.
    private Map<String, List<String>> everything() {
        Map<String, List<String>> all = new TreeMap<>();
        for (RangeRequest request : requests(host)) {
            answer(store, request).forEach((key, steps) -> {
                List<String> lines = new ArrayList<>();
                for (int i = 0; i < steps.size(); i++) {
                    lines.add(steps.timeMillis(i) + " " + steps.min(i) + " " + steps.max(i) + " " + steps.sum(i) + " "
                            + steps.count(i));
                }
                all.put(
                        request.resolution() + "/" + request.stepMillis() + "/"
                                + request.range().from() + " " + key,
                        lines);
            });
        }
        for (Resolution resolution : List.of(Resolution.RAW, Resolution.ONE_MINUTE)) {
            all.put("moments " + resolution, List.of(Arrays.toString(store.moments(host, day(), resolution))));
        }
        return all;
    }

    private static List<RangeRequest> requests(UUID which) {
        List<UUID> hosts = List.of(which);
        TimeRange part = new TimeRange(START.plusSeconds(1_234), START.plusSeconds(4_321));
        TimeRange hours = new TimeRange(START.plusSeconds(3_600), START.plusSeconds(5 * 3_600));
        return List.of(
                new RangeRequest(hosts, METRICS, Map.of(), day(), Resolution.RAW, 0),
                new RangeRequest(hosts, METRICS, Map.of(), part, Resolution.RAW, 0),
                new RangeRequest(hosts, METRICS, Map.of(), part, Resolution.RAW, 35_000),
                new RangeRequest(hosts, METRICS, Map.of(), day(), Resolution.ONE_MINUTE, 60_000),
                new RangeRequest(hosts, METRICS, Map.of(), hours, Resolution.ONE_MINUTE, 300_000),
                new RangeRequest(hosts, METRICS, Map.of(), day(), Resolution.ONE_HOUR, 3_600_000),
                new RangeRequest(hosts, METRICS, Map.of(), hours, Resolution.ONE_HOUR, 7_200_000),
                new RangeRequest(
                        hosts, List.of(USER.metric()), USER.attributes(), hours, Resolution.ONE_HOUR, 3_600_000));
    }

    private long count(Resolution resolution, long stepMillis) {
        long[] count = {0};
        TimeRange all = new TimeRange(START, START.plus(Duration.ofDays(30)));
        store.read(
                new RangeRequest(List.of(host), List.of(MEMORY.metric()), Map.of(), all, resolution, stepMillis),
                (id, key, steps) -> {
                    for (int i = 0; i < steps.size(); i++) {
                        count[0] += steps.count(i);
                    }
                });
        return count[0];
    }

    private static TimeRange day() {
        return new TimeRange(START, START.plus(Duration.ofDays(1)));
    }
}
