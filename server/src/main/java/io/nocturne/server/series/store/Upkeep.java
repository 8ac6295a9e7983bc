package io.nocturne.server.series.store;

import io.nocturne.server.platform.database.DiskWatch;
import io.nocturne.server.platform.lease.Leases;
import io.nocturne.server.series.store.chunk.Tier;
import io.nocturne.server.series.store.journal.Head;
import io.nocturne.server.series.store.journal.Journal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Moves samples on as they age: journal to chunks, and, where this server leads, chunks to rollups, and at last away.
///
/// **Threads** - safe; one step at a time, so that no two of them change the same chunk.
final class Upkeep {

    /// After the end of a chunk's width, for what is still on its way.
    private static final Duration SEAL_GRACE = Duration.ofSeconds(30);
    /// One host that is refused does not have everybody's samples sealed every second.
    private static final Duration PRESSED_REST = Duration.ofMinutes(1);
    /// What other servers change in the database is seen as often.
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final Journal journal;
    private final Head head;
    private final StoreTables tables;
    private final Sealer sealer;
    private final LeaderWork leaderWork;
    private final StoreKeys keys;
    private final Leases leases;
    private final DiskWatch disk;
    private final Clock clock;
    private final Chores chores;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ReentrantLock oneStep = new ReentrantLock();
    private final Instant startedAt;
    private Instant nextSeal;
    private Instant nextLook;
    private boolean closed;
    private volatile @Nullable Instant lastSealedAt;

    Upkeep(
            Journal journal,
            Head head,
            StoreTables tables,
            Sealer sealer,
            LeaderWork leaderWork,
            StoreKeys keys,
            StoreSettings settings) {
        this.journal = journal;
        this.head = head;
        this.tables = tables;
        this.sealer = sealer;
        this.leaderWork = leaderWork;
        this.keys = keys;
        this.leases = settings.leases();
        this.disk = settings.disk();
        this.clock = settings.clock();
        this.chores = Chores.of(settings.parts());
        this.startedAt = clock.instant();
        this.nextSeal = sealAfter(clock.instant());
        this.nextLook = startedAt.plus(LOOK_EVERY);
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
                chores.catalog().attempt(this::look);
                // To seal takes more disk before it gives some back.
                if (!disk.isFull() && isSealDue()) {
                    chores.seal().attempt(this::seal);
                }
                if (leases.leadership().isPresent()) {
                    lead();
                }
            }
        } finally {
            oneStep.unlock();
        }
    }

    private void lead() {
        if (!disk.isFull()) {
            chores.tables().attempt(leaderWork::makeTables);
            chores.rollup().attempt(leaderWork::roll);
            chores.recryption().attempt(leaderWork::recrypt);
            chores.layouts().attempt(() -> leaderWork.sweep(lastSealedAt));
        }
        chores.retention().attempt(leaderWork::drop);
        chores.sizes().attempt(leaderWork::measure);
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

    /// Reads the key file again if it was changed.
    void refresh() {
        keys.refresh(clock.instant());
    }

    /// Looks which tables and unrolled blocks there are.
    private void look() {
        Instant now = clock.instant();
        if (!now.isBefore(nextLook)) {
            nextLook = now.plus(LOOK_EVERY);
            tables.periods().reload();
            tables.unrolled().reload();
        }
    }

    private static Instant sealAfter(Instant now) {
        long start = Tier.RAW.startOf(now.minus(SEAL_GRACE).toEpochMilli());
        return Instant.ofEpochMilli(start + Tier.RAW.widthMillis()).plus(SEAL_GRACE);
    }
}
