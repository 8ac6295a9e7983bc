package io.nocturne.server.series.store;

import io.nocturne.model.fleet.StoreStatus.SetAside;
import io.nocturne.model.fleet.StoreStatus.TierSize;
import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.database.DiskWatch;
import io.nocturne.server.platform.database.TableHold;
import io.nocturne.server.series.store.chunk.Tier;
import io.nocturne.server.series.store.journal.Head;
import io.nocturne.server.series.store.journal.Journal;
import io.nocturne.server.series.store.rollup.Roller;
import io.nocturne.server.series.store.rollup.UnrolledBlocks.Block;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/// Moves samples on as they age: journal to chunks, chunks to rollups, and at last away.
///
/// **Threads** - safe; one step at a time, so that no two of them change the same chunk.
final class Upkeep {

    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

    /// After the end of a chunk's width, for what is still on its way.
    private static final Duration SEAL_GRACE = Duration.ofSeconds(30);
    /// One host that is refused does not have everybody's samples sealed every second.
    private static final Duration PRESSED_REST = Duration.ofMinutes(1);
    private static final Duration ROLL_GRACE = Duration.ofMinutes(5);
    /// What was accepted just inside the retention may be sealed a while later.
    private static final Duration DROP_GRACE = Duration.ofHours(1);
    private static final Duration MEASURE_EVERY = Duration.ofMinutes(5);
    private static final int BLOCKS_AT_ONCE = 20;
    private static final int MAX_TOLD = 20;
    /// A block that cannot be rolled up keeps its samples for so much longer than they are kept; the disk ends at last.
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(1);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final Journal journal;
    private final Head head;
    private final StoreTables tables;
    private final Sealer sealer;
    private final Roller roller;
    private final KeyCare keyCare;
    private final LayoutSweep sweep;
    private final Retention retention;
    private final DiskWatch disk;
    private final TableHold hold;
    private final Clock clock;
    private final Chores chores;
    private final Quarantine<Block> blocks;
    private final Quarantine<String> undropped;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ReentrantLock oneStep = new ReentrantLock();
    private final Instant startedAt;
    private Instant nextSeal;
    private boolean closed;
    private Instant nextSizes = Instant.MIN;
    private volatile @Nullable Instant lastSealedAt;
    private volatile List<TierSize> sizes = List.of();

    Upkeep(
            Journal journal,
            Head head,
            StoreTables tables,
            Sealer sealer,
            Roller roller,
            KeyCare keyCare,
            LayoutSweep sweep,
            StoreSettings settings) {
        this.journal = journal;
        this.head = head;
        this.tables = tables;
        this.sealer = sealer;
        this.roller = roller;
        this.keyCare = keyCare;
        this.sweep = sweep;
        this.retention = settings.retention();
        this.disk = settings.disk();
        this.hold = settings.hold();
        this.clock = settings.clock();
        this.chores = Chores.of(settings.parts());
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
        this.startedAt = clock.instant();
        this.nextSeal = sealAfter(clock.instant());
    }

    /// One turn of its thread: waits a second, then does what is due; false once it is closed.
    boolean turn(Runnable awake) throws InterruptedException {
        if (stopped.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        awake.run();
        tick();
        return true;
    }

    /// Does what is due. What fails rests, counted and named, and keeps nothing else from its turn.
    void tick() {
        oneStep.lock();
        try {
            if (!closed) {
                chores.keys().attempt(this::refresh);
                chores.disk().attempt(disk::look);
                if (!disk.isFull()) {
                    // To seal takes more disk before it gives some back.
                    if (isSealDue()) {
                        chores.seal().attempt(this::seal);
                    }
                    chores.rollup().attempt(this::roll);
                    chores.recryption().attempt(this::recrypt);
                    chores.layouts().attempt(this::sweep);
                }
                chores.retention().attempt(this::drop);
                chores.sizes().attempt(this::measure);
            }
        } finally {
            oneStep.unlock();
        }
    }

    private boolean isSealDue() {
        Instant now = clock.instant();
        Instant last = lastSealedAt;
        boolean isRested = last == null || !now.isBefore(last.plus(PRESSED_REST));
        return !now.isBefore(nextSeal) || head.isFilling() || (head.isPressed() && isRested);
    }

    /// Makes chunks of everything that was written up to now.
    void seal() {
        oneStep.lock();
        try {
            Journal.Cut cut = journal.cut();
            sealer.seal(cut);
            journal.sealed(cut);
            lastSealedAt = clock.instant();
            nextSeal = sealAfter(clock.instant());
        } finally {
            oneStep.unlock();
        }
    }

    /// The last try of one of its works failed.
    boolean isFailing() {
        return !chores.areAllWell();
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

    @Nullable
    Instant lastSealedAt() {
        return lastSealedAt;
    }

    /// Since the last seal, or since the start.
    long sealLagSeconds() {
        Instant last = lastSealedAt;
        return Duration.between(last == null ? startedAt : last, clock.instant())
                .toSeconds();
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

    /// Has no turn any more.
    void stop() {
        stopped.countDown();
    }

    /// Seals a last time and does nothing any more; a step that does not end is left behind after a while.
    void close() throws InterruptedException {
        stop();
        if (!oneStep.tryLock(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the upkeep is busy and does not end");
        }
        try {
            closed = true;
            seal();
        } finally {
            oneStep.unlock();
        }
    }

    /// Rolls up some of the blocks that are ready; false if there was none.
    boolean roll() {
        oneStep.lock();
        try {
            if (keyCare.keys().isAnyMissing()) {
                return false;
            }
            Map<Block, Long> some = new HashMap<>();
            for (Map.Entry<Block, Long> entry : ready().entrySet()) {
                if (some.size() < BLOCKS_AT_ONCE && !blocks.holds(entry.getKey())) {
                    some.put(entry.getKey(), entry.getValue());
                }
            }
            if (!some.isEmpty()) {
                roll(some);
            }
            return !some.isEmpty();
        } finally {
            oneStep.unlock();
        }
    }

    private void roll(Map<Block, Long> some) {
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
    private void rollEach(Map<Block, Long> some) {
        int failed = 0;
        VirtualMachineError last = null;
        for (Map.Entry<Block, Long> entry : some.entrySet()) {
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
        return !isRefused && (e instanceof TransactionException || e instanceof DataAccessException);
    }

    /// Reads the key file again if it was changed.
    void refresh() {
        oneStep.lock();
        try {
            keyCare.keys().refresh(clock.instant());
        } finally {
            oneStep.unlock();
        }
    }

    /// Brings some chunks under the key that new ones get; false if there was none.
    boolean recrypt() {
        oneStep.lock();
        try {
            return keyCare.recrypter().step();
        } finally {
            oneStep.unlock();
        }
    }

    /// Deletes layouts that nothing names any more.
    void sweep() {
        sweep.step(clock.instant(), lastSealedAt);
    }

    /// Drops the tables that hold nothing but what is older than the retention.
    void drop() {
        oneStep.lock();
        try {
            drop(Tier.RAW, retention.raw());
            drop(Tier.PROCESS, retention.raw());
            drop(Tier.ONE_MINUTE, retention.oneMinute());
            drop(Tier.ONE_HOUR, retention.oneHour());
        } finally {
            oneStep.unlock();
        }
    }

    private Map<Block, Long> ready() {
        return tables.unrolled().ready(clock.instant().minus(ROLL_GRACE).toEpochMilli());
    }

    private void measure() {
        Instant now = clock.instant();
        if (!now.isBefore(nextSizes)) {
            sizes = Arrays.stream(Tier.values()).map(tables.periods()::size).toList();
            nextSizes = now.plus(MEASURE_EVERY);
        }
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
            if (tier == Tier.RAW && (tables.unrolled().anyBetween(period, end) || head.anyBetween(period, end))) {
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
            tables.periods().drop(tier, period);
            undropped.release(table);
            log.info("dropped {}: it held samples older than the {} days that are kept", table, kept.toDays());
        } catch (RuntimeException e) {
            undropped.add(table, e);
        }
    }

    /// Blocks that fail again and again must not keep the samples of everybody else's day for good.
    private void giveUp(long from, long to) {
        for (Block block : tables.unrolled().between(from, to)) {
            if (blocks.knows(block)) {
                Map<Block, Long> done = Map.of(block, block.startMillis() + Tier.ONE_MINUTE.widthMillis());
                tables.unrolled().write(done);
                tables.unrolled().apply(done);
                blocks.release(block);
                log.error(
                        "the samples of host {} from {} on are dropped without all of their rollups, which could not be made",
                        block.hostId(),
                        Instant.ofEpochMilli(block.startMillis()));
            }
        }
    }

    /// What keeps the keys of the store, and what is stored under them, in step.
    record KeyCare(StoreKeys keys, Recrypter recrypter) {}

    private static Instant sealAfter(Instant now) {
        long start = Tier.RAW.startOf(now.minus(SEAL_GRACE).toEpochMilli());
        return Instant.ofEpochMilli(start + Tier.RAW.widthMillis()).plus(SEAL_GRACE);
    }
}
