package io.nocturne.server.series.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.server.FakeClock;
import io.nocturne.server.ingest.Arrival;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.ingest.StreamEntry;
import io.nocturne.server.ingest.StreamFollower;
import io.nocturne.server.series.store.KeptConsumer.When;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the stream promises, on a database that a subclass brings: every entry once and in order, whoever is killed and
/// however slow they are, and what is lost to somebody is named.
abstract class StreamContract {

    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final KnownLayout LAYOUT = KnownLayout.of(new Layout(List.of(SeriesKey.of("system.memory.usage"))));
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final FakeClock clock = new FakeClock(START);
    private final UUID agent = UUID.randomUUID();
    private final UUID host = UUID.randomUUID();
    private final List<StreamEntry> followed = new CopyOnWriteArrayList<>();
    private TestDatabase database;
    private OpenStore store;
    private KeptConsumer consumer;
    private long sent;

    abstract TestDatabase database();

    @BeforeEach
    void open() {
        database = database();
        start(StreamContract::faultless);
    }

    @AfterEach
    void close() {
        store.kill();
        database.close();
    }

    @Test
    void eachEntryIsToldOnceInOrderBeforeItIsAcknowledged() {
        for (int i = 0; i < 20; i++) {
            deliver(3);
            assertThat(followed).hasSize(i + 1);
        }

        assertThat(followed).extracting(StreamEntry::position).isSortedAccordingTo(Comparator.naturalOrder());
        assertThat(followed)
                .flatExtracting(StreamEntry::snapshots)
                .extracting(NumberedSnapshot::sequence)
                .isEqualTo(all());
        everythingComes();
    }

    @Test
    void aRepetitionIsToldToNobody() {
        deliver(5);
        store.append(agent, host, LAYOUT, snapshots(0, 8));
        sent = 8;

        everythingComes();
        assertThat(followed.getLast().snapshots())
                .extracting(NumberedSnapshot::sequence)
                .containsExactly(5L, 6L, 7L);
    }

    @Test
    void aConsumerThatIsKilledTwoHundredTimesSeesEverythingOnceInOrder() {
        Random random = new Random(12);
        AtomicInteger killed = new AtomicInteger();
        Consumer<When> faults = when -> {
            if (killed.get() < 200 && random.nextInt(3) == 0) {
                killed.incrementAndGet();
                if (random.nextBoolean()) {
                    throw new OutOfMemoryError("as the test wants it");
                }
                throw new IllegalStateException("killed");
            }
        };
        store.kill();
        start(faults);
        while (killed.get() < 200) {
            deliver(1 + random.nextInt(4));
            if (random.nextInt(20) == 0) {
                store.upkeep().seal();
            }
            if (random.nextInt(40) == 0) {
                store.kill();
                database.reopen();
                start(faults);
            }
        }

        everythingComes();
        assertThat(consumer.gaps()).isZero();
    }

    @Test
    void aConsumerThatStandsStillHoldsNobodyUpAndMissesNothing() {
        CountDownLatch go = new CountDownLatch(1);
        store.kill();
        start(when -> awaitQuietly(go));
        for (int i = 0; i < 400; i++) {
            // More than the memory of the stream holds.
            deliver(60);
        }
        store.upkeep().seal();
        deliver(5);
        assertThat(store.tables().journal().segments()).as("kept for it").hasSizeGreaterThan(300);

        go.countDown();
        everythingComes();
        assertThat(consumer.gaps()).isZero();
        store.upkeep().seal();
        assertThat(store.tables().journal().segments()).as("taken away").isEmpty();
    }

    @Test
    void aConsumerGoesOnWhereItWasAfterEveryStop() {
        for (int round = 0; round < 6; round++) {
            deliver(10);
            if (round % 2 == 0) {
                store.kill();
            } else {
                store.close();
            }
            database.reopen();
            start(StreamContract::faultless);
        }

        everythingComes();
        assertThat(consumer.gaps()).isZero();
    }

    @Test
    void whatTheJournalHasNoMoreIsToldAsAGap() {
        deliver(10);
        everythingComes();
        store.kill();
        database.reopen();
        // Another build, in which nobody reads the stream.
        store = new OpenStore(database.source(), database.kind(), clock);
        deliver(10);
        store.upkeep().seal();
        deliver(10);
        store.kill();
        database.reopen();
        start(StreamContract::faultless);

        await().atMost(PATIENCE).until(() -> consumer.sequences().size() == 20);
        assertThat(consumer.gaps()).isOne();
        assertThat(consumer.sequences())
                .isEqualTo(LongStream.concat(LongStream.range(0, 10), LongStream.range(20, 30))
                        .boxed()
                        .toList());
    }

    @Test
    void liveAndBackfillAreToldApartAlsoAfterAKill() {
        store.kill();
        CountDownLatch never = new CountDownLatch(1);
        start(when -> awaitQuietly(never));
        store.append(agent, host, LAYOUT, snapshots(0, 2), new Arrival(START, false));
        store.append(agent, host, LAYOUT, snapshots(2, 2), new Arrival(START, true));
        sent = 4;
        store.kill();
        database.reopen();
        start(StreamContract::faultless);

        everythingComes();
        assertThat(consumer.backfill()).containsExactly(false, false, true, true);
        assertThat(followed).extracting(entry -> entry.arrival().isBackfill()).containsExactly(false, true);
    }

    private void start(Consumer<When> fault) {
        consumer = new KeptConsumer(database.source(), fault);
        StreamFollower follower = followed::add;
        store = new OpenStore(database.source(), database.kind(), clock, List.of(follower), consumer);
    }

    private void deliver(int count) {
        store.append(agent, host, LAYOUT, snapshots(sent, count));
        sent += count;
    }

    private static List<NumberedSnapshot> snapshots(long from, int count) {
        List<NumberedSnapshot> snapshots = new ArrayList<>();
        for (long i = from; i < from + count; i++) {
            snapshots.add(
                    new NumberedSnapshot(i, new Snapshot(START.plusMillis(i * 100), SampleValues.of((double) i))));
        }
        return snapshots;
    }

    private List<Long> all() {
        return LongStream.range(0, sent).boxed().toList();
    }

    private void everythingComes() {
        await().atMost(PATIENCE).until(() -> consumer.sequences().size() >= sent);
        assertThat(consumer.sequences()).isEqualTo(all());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void faultless(When when) {
        // It always works.
    }
}
