package io.nocturne.server.series.store;

import io.nocturne.model.fleet.StoreStatus.SetAside;
import io.nocturne.model.fleet.StoreStatus.TierSize;
import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.database.TableHold;
import io.nocturne.server.platform.lease.LeaseLostException;
import io.nocturne.server.series.store.chunk.Tier;
import io.nocturne.server.series.store.journal.Head;
import io.nocturne.server.series.store.journal.StoreTransaction;
import io.nocturne.server.series.store.rollup.Roller;
import io.nocturne.server.series.store.rollup.UnrolledBlocks.Block;
import io.nocturne.server.series.store.rollup.UnrolledBlocks.Goal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/// What one server does for all: it makes the tables of the time that comes, rolls up, brings chunks under the present
/// key, and drops what is older than the retention.
///
/// **Threads** - confined to the upkeep's, but for what it says of itself.
final class LeaderWork {

    private static final Logger log = LoggerFactory.getLogger(LeaderWork.class);

    private static final Duration ROLL_GRACE = Duration.ofMinutes(5);
    /// What was accepted just inside the retention may be sealed a while later.
    private static final Duration DROP_GRACE = Duration.ofHours(1);
    private static final Duration MEASURE_EVERY = Duration.ofMinutes(5);
    /// A table is there before anybody needs it.
    private static final Duration TABLES_AHEAD = Duration.ofHours(1);

    private static final int BLOCKS_AT_ONCE = 20;
    private static final int MAX_TOLD = 20;
    /// A block that cannot be rolled up keeps its samples for so much longer than they are kept; the disk ends at last.
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(1);

    private final StoreTables tables;
    private final Head head;
    private final Roller roller;
    private final StoreKeys keys;
    private final Recrypter recrypter;
    private final LayoutSweep sweep;
    private final StoreTransaction transaction;
    private final Retention retention;
    private final TableHold hold;
    private final Clock clock;
    private final Quarantine<Block> blocks;
    private final Quarantine<String> undropped;
    private Instant nextSizes = Instant.MIN;
    private volatile List<TierSize> sizes = List.of();

    /// **Shape** - `transaction` is the leader's.
    LeaderWork(
            StoreTables tables,
            Head head,
            Roller roller,
            StoreKeys keys,
            Recrypter recrypter,
            LayoutSweep sweep,
            StoreTransaction transaction,
            StoreSettings settings) {
        this.tables = tables;
        this.head = head;
        this.roller = roller;
        this.keys = keys;
        this.recrypter = recrypter;
        this.sweep = sweep;
        this.transaction = transaction;
        this.retention = settings.retention();
        this.hold = settings.hold();
        this.clock = settings.clock();
        this.blocks = new Quarantine<>(
                (block, held) -> new SetAside(
                        "rollup",
                        block.hostId().toString(),
                        Instant.ofEpochMilli(block.startMillis()),
                        held.cause(),
                        held.tries(),
                        held.nextTryAt()),
                clock);
        this.undropped = new Quarantine<>(
                (table, held) ->
                        new SetAside("drop of " + table, null, null, held.cause(), held.tries(), held.nextTryAt()),
                clock);
    }

    /// How many blocks and tables are left alone for a while, because they fail.
    int setAsideCount() {
        return blocks.size() + undropped.size();
    }

    /// Some of them, by name.
    List<SetAside> setAside() {
        List<SetAside> all = new ArrayList<>(blocks.some(MAX_TOLD));
        all.addAll(undropped.some(MAX_TOLD));
        return all.subList(0, Math.min(all.size(), MAX_TOLD));
    }

    /// How many blocks could be rolled up and are not yet.
    int rollupBlocks() {
        return ready().size();
    }

    /// How far back the oldest of these blocks begins.
    long rollupLagMillis() {
        long now = clock.millis();
        return ready().keySet().stream()
                .mapToLong(block -> now - block.startMillis())
                .max()
                .orElse(0);
    }

    /// What each tier took on the disk a few minutes ago.
    List<TierSize> sizes() {
        return sizes;
    }

    /// Makes the tables that samples of the next hour will lie in.
    void makeTables() {
        long soon = clock.instant().plus(TABLES_AHEAD).toEpochMilli();
        tables.periods().make(Tier.RAW, soon);
        tables.periods().make(Tier.PROCESS, soon);
    }

    /// Rolls up some of the blocks that are ready; false if there was none.
    boolean roll() {
        if (keys.isAnyMissing()) {
            return false;
        }
        Map<Block, Goal> some = new HashMap<>();
        for (Map.Entry<Block, Goal> entry : ready().entrySet()) {
            if (some.size() < BLOCKS_AT_ONCE && !blocks.holds(entry.getKey())) {
                some.put(entry.getKey(), entry.getValue());
            }
        }
        if (!some.isEmpty()) {
            roll(some);
        }
        return !some.isEmpty();
    }

    /// Brings some chunks under the key that new ones get; false if there was none.
    boolean recrypt() {
        return recrypter.step();
    }

    /// Deletes layouts that nothing names any more.
    ///
    /// **Absent** - `lastSealedAt` before the first seal.
    void sweep(@Nullable Instant lastSealedAt) {
        sweep.step(clock.instant(), lastSealedAt);
    }

    /// Drops the tables that hold nothing but what is older than the retention.
    void drop() {
        drop(Tier.RAW, retention.raw());
        drop(Tier.PROCESS, retention.raw());
        drop(Tier.ONE_MINUTE, retention.oneMinute());
        drop(Tier.ONE_HOUR, retention.oneHour());
    }

    void measure() {
        Instant now = clock.instant();
        if (!now.isBefore(nextSizes)) {
            sizes = Arrays.stream(Tier.values()).map(tables.periods()::size).toList();
            nextSizes = now.plus(MEASURE_EVERY);
        }
    }

    private void roll(Map<Block, Goal> some) {
        try {
            roller.roll(some);
            some.keySet().forEach(blocks::release);
        } catch (RuntimeException | VirtualMachineError e) {
            if (isTheDatabases(e)) {
                throw e;
            }
            rollEach(some);
        }
    }

    /// One of them fails, so each goes alone.
    private void rollEach(Map<Block, Goal> some) {
        int failed = 0;
        VirtualMachineError last = null;
        for (Map.Entry<Block, Goal> entry : some.entrySet()) {
            try {
                roller.roll(Map.of(entry.getKey(), entry.getValue()));
                blocks.release(entry.getKey());
            } catch (RuntimeException | VirtualMachineError e) {
                if (isTheDatabases(e)) {
                    throw e;
                }
                blocks.add(entry.getKey(), e);
                failed++;
                last = e instanceof VirtualMachineError error ? error : last;
            }
        }
        if (last != null && failed == some.size()) {
            // Not one host's trouble.
            throw last;
        }
    }

    /// Whether it would have hit every host alike. A row that the database refuses is its host's.
    private static boolean isTheDatabases(Throwable e) {
        boolean isRefused = e instanceof DataIntegrityViolationException;
        boolean isItsAnswer = e instanceof TransactionException || e instanceof DataAccessException;
        return e instanceof LeaseLostException || (!isRefused && isItsAnswer);
    }

    private Map<Block, Goal> ready() {
        return tables.unrolled().ready(clock.instant().minus(ROLL_GRACE).toEpochMilli());
    }

    private void drop(Tier tier, Duration kept) {
        long oldest = clock.instant().minus(kept).minus(DROP_GRACE).toEpochMilli();
        for (long period : tables.periods().periods(tier)) {
            long end = period + tier.periodMillis();
            if (end > oldest) {
                return;
            }
            if (tier == Tier.RAW && end < oldest - GIVE_UP_AFTER.toMillis()) {
                giveUp(period, end);
            }
            if (tier == Tier.RAW
                    && (head.anyBetween(period, end) || tables.unrolled().anyBetween(period, end))) {
                // The rollups would lack it for good, or be made anew of what came late alone.
                continue;
            }
            if (!undropped.holds(tier.table(period))) {
                hold.unlessHeld(() -> dropOne(tier, period, kept));
            }
        }
    }

    private void dropOne(Tier tier, long period, Duration kept) {
        String table = tier.table(period);
        try {
            transaction.run(() -> tables.periods().drop(tier, period));
            tables.periods().dropped(tier, period);
            undropped.release(table);
            log.info("dropped {}: it held samples older than the {} days that are kept", table, kept.toDays());
        } catch (RuntimeException e) {
            undropped.add(table, e);
        }
    }

    /// Blocks that fail again and again must not keep the samples of everybody else's day for good.
    private void giveUp(long from, long to) {
        tables.unrolled().between(from, to).forEach((block, whole) -> {
            if (blocks.knows(block)) {
                giveUp(block, whole);
            }
        });
    }

    private void giveUp(Block block, Goal whole) {
        Map<Block, Goal> reached = new HashMap<>();
        transaction.run(() -> reached.putAll(tables.unrolled().roll(Map.of(block, whole))));
        tables.unrolled().rolled(reached);
        blocks.release(block);
        log.error(
                "the samples of host {} from {} on are dropped without all of their rollups, which could not be made",
                block.hostId(),
                Instant.ofEpochMilli(block.startMillis()));
    }
}
