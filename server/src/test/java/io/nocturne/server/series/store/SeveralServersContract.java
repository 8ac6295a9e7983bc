package io.nocturne.server.series.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.server.FakeClock;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.platform.database.DiskFullException;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.database.DiskWatch;
import io.nocturne.server.platform.lease.Lease;
import io.nocturne.server.platform.lease.LeaseLostException;
import io.nocturne.server.platform.lease.Leases;
import io.nocturne.server.platform.web.ProblemException;
import io.nocturne.server.series.store.chunk.Tier;
import io.nocturne.server.series.store.rollup.UnrolledBlocks;
import io.nocturne.server.series.store.rollup.UnrolledBlocks.Touches;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// What the state of the store is laid out for: a node is a lease, the database has the truth, and one server leads.
abstract class SeveralServersContract {

    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final KnownLayout LAYOUT = KnownLayout.of(new Layout(List.of(SeriesKey.of("a"))));

    private final FakeClock clock = new FakeClock(START);
    private final DiskGate gate = new DiskGate(DiskWatch.none(clock), clock);
    private final UUID agent = UUID.randomUUID();
    private final UUID host = UUID.randomUUID();
    private TestDatabase database;
    private JdbcTemplate jdbc;
    private long sequence;

    abstract TestDatabase database();

    @BeforeEach
    void open() {
        database = database();
        jdbc = new JdbcTemplate(database.source());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void eachServerIsANodeOfItsOwnAndOneLeads() {
        Leases first = leases("a");
        Leases second = leases("b");

        assertThat(first.node().nodeId()).isEqualTo(1);
        assertThat(second.node().nodeId()).isEqualTo(2);
        assertThat(first.leadership()).isPresent();
        assertThat(second.leadership()).isEmpty();
        assertThatThrownBy(second::requireLeadership).isInstanceOf(LeaseLostException.class);
    }

    @Test
    void whoGivesItsLeasesBackIsFollowedAtOnce() {
        Leases first = leases("a");
        Leases second = leases("b");
        first.close();

        second.renew();
        Leases third = leases("c");

        assertThat(second.leadership()).isPresent();
        assertThat(third.node().nodeId()).isEqualTo(1);
        assertThat(third.node().epoch()).isGreaterThan(first.node().epoch());
        assertThat(third.aliveBefore()).hasValue(START);
    }

    @Test
    void whoseLeaseIsOverAndTakenStopsWritingEverything() {
        Leases first = leases("a");
        Leases renewing = leases("b");
        clock.advance(Duration.ofMinutes(1));
        stopTheClockOf(first);
        renewing.renew();

        Leases next = leases("c");
        first.renew();

        assertThat(next.node().nodeId()).isEqualTo(1);
        assertThat(renewing.node().isLost()).isFalse();
        assertThat(renewing.leadership()).as("it took the lead").isPresent();
        assertThat(first.node().isLost()).isTrue();
        assertThat(first.leadership()).isEmpty();
        assertThat(first.problem()).hasValueSatisfying(why -> assertThat(why).contains("another server"));
        assertThatThrownBy(gate::require)
                .isInstanceOf(DiskFullException.class)
                .hasMessageContaining("another server has taken the database over");
    }

    @Test
    void aLeaseThatIsOverAndThatNobodyTookIsRenewed() {
        Leases first = leases("a");
        stopTheClockOf(first);

        first.renew();

        assertThat(first.problem()).isEmpty();
        assertThat(leases("b").node().nodeId()).isEqualTo(2);
    }

    @Test
    void aServerWhoseNodeWasTakenWritesNoSegmentSealAndRollup() {
        OpenStore stopped = store();
        deliver(stopped, rows(400, 0));
        stopped.upkeep().seal();
        deliver(stopped, rows(10, 400));
        long chunks = chunks();

        try (OpenStore next = store()) {
            clock.advance(Duration.ofDays(1));
            assertThatThrownBy(() -> deliver(stopped, rows(10, 410)))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("another server has taken the database over");
            assertThatThrownBy(() -> stopped.upkeep().seal()).isInstanceOf(LeaseLostException.class);
            assertThatThrownBy(() -> stopped.leaderWork().roll()).isInstanceOf(LeaseLostException.class);
            assertThat(chunks()).isEqualTo(chunks);
            assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM journal", Long.class))
                    .isEqualTo(1);

            assertThat(deliver(next, rows(10, 410))).hasSize(10);
            next.upkeep().seal();
            next.rollAll();
            assertThat(next.tables().unrolled().count()).isZero();
        } finally {
            stopped.kill();
        }
    }

    @Test
    void whoDoesNotLeadSealsAndRollsNothingUp() {
        OpenStore store = store();
        try {
            deliver(store, rows(400, 0));
            jdbc.update("UPDATE node_epoch SET epoch = epoch + 1 WHERE node_id = ?", Lease.LEADER);
            clock.advance(Duration.ofDays(1));

            store.upkeep().seal();
            assertThatThrownBy(() -> store.leaderWork().roll()).isInstanceOf(LeaseLostException.class);
            store.upkeep().tick();

            assertThat(store.leases().leadership()).isEmpty();
            assertThat(store.problem()).as("it journals and seals on").isEmpty();
            assertThat(deliver(store, rows(10, 400))).hasSize(10);
            assertThat(store.tables().chunks().heads(Tier.ONE_MINUTE, List.of(host), 0, Long.MAX_VALUE))
                    .isEmpty();
            assertThat(store.status().setAsideCount()).isZero();
        } finally {
            store.kill();
        }
    }

    @Test
    void whatWasDeliveredToAnotherNodeIsKnown() {
        try (OpenStore store = store()) {
            assertThat(deliver(store, rows(5, 0))).hasSize(5);
        }
        jdbc.update("UPDATE agent_sequence SET node_id = 7");

        try (OpenStore store = store()) {
            sequence = 3;
            assertThat(deliver(store, rows(4, 3)))
                    .extracting(NumberedSnapshot::sequence)
                    .containsExactly(6L, 7L);
        }
        assertThat(jdbc.queryForList("SELECT node_id FROM agent_sequence ORDER BY 1", Integer.class))
                .containsExactly(1, 7);
    }

    /// Samples of a block come to another node while this one rolls it up.
    @Test
    void aBlockThatAnotherServerTouchesMeanwhileIsRolledUpOnceMore() {
        try (OpenStore store = store()) {
            deliver(store, rows(400, 0));
            store.upkeep().seal();
            clock.advance(Duration.ofDays(1));
            UnrolledBlocks elsewhere = new UnrolledBlocks(jdbc);
            Touches touches = new Touches();
            touches.add(host, START.toEpochMilli());
            elsewhere.touch(touches);

            assertThat(store.leaderWork().roll()).isTrue();
            assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM unrolled", Long.class))
                    .isEqualTo(1);
            assertThat(store.tables().unrolled().count()).isEqualTo(1);

            assertThat(store.leaderWork().roll()).isTrue();
            assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM unrolled", Long.class))
                    .isZero();
        }
    }

    @Test
    void tablesAndBlocksOfAnotherServerAreSeenWithinAMinute() {
        try (OpenStore store = store();
                OpenStore other = store()) {
            deliver(other, rows(400, 0));
            other.upkeep().seal();
            assertThat(store.tables().periods().periods(Tier.RAW)).isEmpty();

            clock.advance(Duration.ofMinutes(1));
            store.upkeep().tick();

            assertThat(store.tables().periods().periods(Tier.RAW)).isNotEmpty();
            assertThat(store.tables().unrolled().count()).isEqualTo(1);
        }
    }

    @Test
    void theLeaderMakesTheTablesOfTheNextHour() {
        try (OpenStore store = store()) {
            clock.advance(Duration.ofHours(23).plusMinutes(1));
            store.upkeep().tick();

            assertThat(store.tables().periods().periods(Tier.RAW))
                    .contains(START.plus(Duration.ofDays(1)).toEpochMilli());
        }
    }

    private OpenStore store() {
        return new OpenStore(database.source(), database.kind(), clock);
    }

    private Leases leases(String name) {
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database.source()));
        return Leases.take(JdbcClient.create(jdbc), transaction, name, false, gate, clock);
    }

    /// By the database's clock, it has not renewed for a minute.
    private void stopTheClockOf(Leases leases) {
        UUID holder = jdbc.queryForObject(
                "SELECT holder FROM node_lease WHERE node_id = ?",
                UUID.class,
                leases.node().nodeId());
        jdbc.update("UPDATE node_lease SET renewed_at = renewed_at - INTERVAL '1' MINUTE WHERE holder = ?", holder);
    }

    private long chunks() {
        return new UnrolledBlocks(jdbc).count()
                + jdbc
                        .queryForList(
                                "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'raw_chunk_%'",
                                String.class)
                        .stream()
                        .mapToLong(this::versions)
                        .sum();
    }

    private long versions(String table) {
        Long sum = jdbc.queryForObject("SELECT COALESCE(SUM(version + 1000), 0) FROM " + table, Long.class);
        return sum == null ? 0 : sum;
    }

    private List<NumberedSnapshot> deliver(OpenStore store, List<NumberedSnapshot> rows) {
        return store.append(agent, host, LAYOUT, rows);
    }

    private List<NumberedSnapshot> rows(int count, int from) {
        List<NumberedSnapshot> rows = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            Instant time = START.plusSeconds(5L * i);
            rows.add(new NumberedSnapshot(++sequence, new Snapshot(time, SampleValues.of((double) i))));
        }
        return rows;
    }
}
