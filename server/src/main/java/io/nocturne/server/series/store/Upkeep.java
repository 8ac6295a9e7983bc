package io.nocturne.server.series.store;

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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves samples on as they age: journal to chunks, chunks to rollups, and at last away.
///
/// **Threads** - guarded by this; one step at a time, so that no two of them change the same chunk.
final class Upkeep {

    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

    /// After the end of a chunk's width, for what is still on its way.
    private static final Duration SEAL_GRACE = Duration.ofSeconds(30);
    private static final Duration ROLL_GRACE = Duration.ofMinutes(5);
    /// What was accepted just inside the retention may be sealed a while later.
    private static final Duration DROP_GRACE = Duration.ofHours(1);
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final Duration MEASURE_EVERY = Duration.ofMinutes(5);
    private static final int BLOCKS_AT_ONCE = 20;

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
    /// Of cuts whose seal failed; the next one needs them too.
    private final Map<UUID, byte[]> sequences = new HashMap<>();
    private final Instant startedAt;
    private Instant nextSeal;
    private Instant notBefore = Instant.MIN;
    private boolean closed;
    private Instant nextSizes = Instant.MIN;
    private volatile boolean failing;
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
        this.startedAt = clock.instant();
        this.nextSeal = sealAfter(clock.instant());
    }

    /// Does what is due; called every second.
    synchronized void tick() {
        Instant now = clock.instant();
        if (closed || now.isBefore(notBefore)) {
            return;
        }
        try {
            refresh();
            disk.look();
            if (disk.isFull()) {
                // To seal takes more disk before it gives some back.
                drop();
            } else if (!now.isBefore(nextSeal) || head.isFilling()) {
                seal();
            } else if (!roll()) {
                drop();
                measure(now);
                recrypt();
                sweep.step(now, lastSealedAt);
            }
            failing = false;
        } catch (RuntimeException e) {
            failing = true;
            notBefore = now.plus(RETRY);
            log.error(
                    "the store could not move samples on; they stay in the journal, and it tries again in {} s: {}",
                    RETRY.toSeconds(),
                    e.toString());
        }
    }

    /// Makes chunks of everything that was written up to now.
    synchronized void seal() {
        Journal.Cut cut = journal.cut();
        sequences.putAll(cut.sequences());
        sealer.seal(cut.segment(), cut.windows(), sequences);
        head.drop();
        sequences.clear();
        lastSealedAt = clock.instant();
        nextSeal = sealAfter(clock.instant());
    }

    /// The last try to move samples on failed.
    boolean isFailing() {
        return failing;
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

    /// Seals a last time and does nothing any more.
    synchronized void close() {
        closed = true;
        seal();
    }

    /// Rolls up some of the blocks that are ready; false if there was none.
    synchronized boolean roll() {
        if (keyCare.keys().isAnyMissing()) {
            return false;
        }
        Map<Block, Long> some = new HashMap<>();
        for (Map.Entry<Block, Long> entry : ready().entrySet()) {
            if (some.size() < BLOCKS_AT_ONCE) {
                some.put(entry.getKey(), entry.getValue());
            }
        }
        if (!some.isEmpty()) {
            roller.roll(some);
        }
        return !some.isEmpty();
    }

    /// Reads the key file again if it was changed.
    synchronized void refresh() {
        keyCare.keys().refresh(clock.instant());
    }

    /// Brings some chunks under the key that new ones get; false if there was none.
    synchronized boolean recrypt() {
        return keyCare.recrypter().step();
    }

    /// Drops the tables that hold nothing but what is older than the retention.
    synchronized void drop() {
        drop(Tier.RAW, retention.raw());
        drop(Tier.PROCESS, retention.raw());
        drop(Tier.ONE_MINUTE, retention.oneMinute());
        drop(Tier.ONE_HOUR, retention.oneHour());
    }

    private Map<Block, Long> ready() {
        return tables.unrolled().ready(clock.instant().minus(ROLL_GRACE).toEpochMilli());
    }

    private void measure(Instant now) {
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
            if (tier == Tier.RAW && tables.unrolled().anyBetween(period, end)) {
                // The rollups would lack it for good.
                continue;
            }
            hold.unlessHeld(() -> drop(tier, period, kept));
        }
    }

    private void drop(Tier tier, long period, Duration kept) {
        tables.periods().drop(tier, period);
        log.info("dropped {}: it held samples older than the {} days that are kept", tier.table(period), kept.toDays());
    }

    /// What keeps the keys of the store, and what is stored under them, in step.
    record KeyCare(StoreKeys keys, Recrypter recrypter) {}

    private static Instant sealAfter(Instant now) {
        long start = Tier.RAW.startOf(now.minus(SEAL_GRACE).toEpochMilli());
        return Instant.ofEpochMilli(start + Tier.RAW.widthMillis()).plus(SEAL_GRACE);
    }
}
