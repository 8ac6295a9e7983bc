package io.nocturne.agent.buffer;

import io.nocturne.agent.collect.DeclaredLayout;
import io.nocturne.agent.collect.Reading;
import io.nocturne.agent.collect.Ticker;
import io.nocturne.agent.log.RepeatedFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The snapshots that wait to be delivered: on the disk, and in memory as long as the disk refuses.
///
/// **Shape** - a snapshot is encoded and numbered once, when it is taken, and keeps both until it is
/// confirmed, however often it is sent, so that the server can tell a repetition. What waits is bounded by
/// [RingLimits]; the oldest goes and is counted.
/// **Errors** - none come out: readings go on whatever the disk does, and the log says so.
/// **Threads** - safe: "collect" offers, "send" takes; guarded by `lock`.
public final class OutboundBuffer {

    /// How long a snapshot can be in the page cache only, where a power cut would lose it.
    static final Duration SYNC_INTERVAL = Duration.ofSeconds(30);

    /// How long a disk that refused is left alone.
    static final Duration DISK_RETRY = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(OutboundBuffer.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final RingLimits limits;
    private final SequenceNumbers numbers;
    private final InstantSource clock;
    private final Ticker ticker;
    private final RepeatedFailure trouble;
    private final SnapshotWriter writer = new SnapshotWriter();
    private final MemoryQueue memory;
    private @Nullable DiskRing ring;
    private boolean isRefused;
    private long refusedAt;
    private long syncedAt;
    private @Nullable EncodedLayout layout;
    private @Nullable EncodedSnapshot newest;
    private @Nullable Instant lastConfirmed;
    private long offered;
    private long dropped;
    private boolean closed;

    private OutboundBuffer(RingLimits limits, SequenceNumbers numbers, InstantSource clock, Ticker ticker) {
        this.limits = limits;
        this.numbers = numbers;
        this.clock = clock;
        this.ticker = ticker;
        this.memory = new MemoryQueue(limits.memorySnapshots());
        this.trouble = new RepeatedFailure(log, clock);
        this.syncedAt = ticker.nanos();
    }

    /// Opens the buffer with what an earlier run left in it.
    public static OutboundBuffer open(RingLimits limits, SequenceNumbers numbers, InstantSource clock, Ticker ticker) {
        OutboundBuffer buffer = new OutboundBuffer(limits, numbers, clock, ticker);
        try {
            numbers.continueAbove(buffer.disk().lastSequence());
        } catch (IOException e) {
            buffer.refused(e);
        }
        return buffer;
    }

    /// Takes a snapshot; never waits for room.
    public void offer(Reading reading) {
        EncodedSnapshot snapshot = encode(reading);
        lock.lock();
        try {
            offered++;
            newest = snapshot;
            keep(snapshot);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The snapshot that was taken last, unless it is confirmed.
    public Optional<OutboundBatch> newest() {
        lock.lock();
        try {
            return Optional.ofNullable(newest).map(OutboundBatch::of);
        } finally {
            lock.unlock();
        }
    }

    /// The oldest snapshots that can go in one delivery: one layout, numbers without a gap, at most so many
    /// and so long, but always one. They stay in the buffer until they are confirmed.
    public Optional<OutboundBatch> oldest(int maxSnapshots, int maxBytes) {
        lock.lock();
        try {
            Optional<OutboundBatch> onDisk = ring == null ? Optional.empty() : ring.oldest(maxSnapshots, maxBytes);
            return onDisk.or(() -> memory.oldest(maxSnapshots, maxBytes));
        } finally {
            lock.unlock();
        }
    }

    /// Forgets the snapshots of a batch: the server has them.
    public void confirm(OutboundBatch batch) {
        lock.lock();
        try {
            lastConfirmed = clock.instant();
            forget(batch);
        } finally {
            lock.unlock();
        }
    }

    /// Forgets the snapshots of a batch: the server will never have them.
    public void release(OutboundBatch batch) {
        lock.lock();
        try {
            forget(batch);
        } finally {
            lock.unlock();
        }
    }

    /// Puts on the disk what waits and is only in its cache, when it is time to; takes as long as the disk.
    public void sync() {
        List<Segment> due;
        lock.lock();
        try {
            boolean all = closed || ticker.nanos() - syncedAt >= SYNC_INTERVAL.toNanos();
            due = ring == null ? List.of() : ring.unsynced(all);
            syncedAt = all ? ticker.nanos() : syncedAt;
        } finally {
            lock.unlock();
        }
        for (Segment segment : due) {
            sync(segment);
        }
    }

    /// Waits until there is a snapshot, at most `limit`; false when there is none or the buffer was closed.
    public boolean awaitSnapshot(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (!closed && left > 0 && waiting() == 0) {
                left = changed.awaitNanos(left);
            }
            return !closed && waiting() > 0;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the newest snapshot is not confirmed yet, at most `limit`.
    public void awaitNewest(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (!closed && left > 0 && newest == null) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits for `limit`; returns early only when the buffer is closed.
    public void pause(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(limit.toMillis());
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Ends every wait, now and later; what is in the buffer can still be taken.
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Ends the run, after the last delivery: what waits is put on the disk for the next one.
    public void seal() {
        close();
        lock.lock();
        try {
            spill();
        } finally {
            lock.unlock();
        }
        sync();
        lock.lock();
        try {
            if (ring != null) {
                ring.close();
            }
        } finally {
            lock.unlock();
        }
    }

    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /// How many snapshots wait.
    public int size() {
        lock.lock();
        try {
            return waiting();
        } finally {
            lock.unlock();
        }
    }

    public BufferState state() {
        lock.lock();
        try {
            Optional<Long> oldest = ring == null ? Optional.empty() : ring.oldestMillis();
            return new BufferState(
                    waiting(),
                    memory.size(),
                    ring == null ? 0 : ring.bytes(),
                    offered,
                    lost(),
                    ring == null ? 0 : ring.damaged(),
                    oldest.or(memory::oldestMillis).map(Instant::ofEpochMilli),
                    Optional.ofNullable(lastConfirmed));
        } finally {
            lock.unlock();
        }
    }

    private EncodedSnapshot encode(Reading reading) {
        EncodedLayout known = layout;
        DeclaredLayout declared = reading.layout();
        if (known == null || !known.id().equals(declared.id())) {
            known = new EncodedLayout(declared.id(), writer.layout(declared.layout()));
            layout = known;
        }
        return new EncodedSnapshot(
                numbers.next(), reading.time().toEpochMilli(), known, writer.snapshot(reading.snapshot()));
    }

    private void keep(EncodedSnapshot snapshot) {
        memory.add(snapshot);
        if (!isRefused || ticker.nanos() - refusedAt >= DISK_RETRY.toNanos()) {
            spill();
        }
        int over = memory.trim();
        if (over > 0) {
            dropped += over;
            log.debug("memory is full, the oldest snapshot is dropped");
        }
    }

    /// Moves to the disk, in order, what is in memory only.
    private void spill() {
        try {
            DiskRing disk = disk();
            for (EncodedSnapshot next = memory.first(); next != null; next = memory.first()) {
                disk.append(next);
                memory.removeFirst();
            }
            isRefused = false;
            trouble.over()
                    .ifPresent(
                            past -> log.info("{} takes snapshots again after {} s", limits.folder(), past.toSeconds()));
        } catch (IOException e) {
            refused(e);
        }
    }

    private DiskRing disk() throws IOException {
        DiskRing present = ring;
        if (present == null) {
            present = DiskRing.open(limits, ticker);
            ring = present;
        }
        return present;
    }

    private void refused(IOException cause) {
        isRefused = true;
        refusedAt = ticker.nanos();
        trouble.report(
                "{} takes no snapshots, the last {} are kept in memory: {}",
                limits.folder(),
                limits.memorySnapshots(),
                cause.toString());
    }

    private void forget(OutboundBatch batch) {
        EncodedSnapshot last = newest;
        if (last != null && last.sequence >= batch.sequence() && last.sequence <= batch.lastSequence()) {
            newest = null;
        }
        long lostBefore = lost();
        int found = memory.remove(batch.sequence(), batch.lastSequence());
        try {
            found += ring == null ? 0 : ring.confirm(batch.sequence(), batch.lastSequence());
        } catch (IOException e) {
            log.warn("{} cannot note what the server has, some may be sent again: {}", limits.folder(), e.toString());
            found = batch.size();
        }
        // Those that had to go while they were under way are not lost after all.
        dropped -= Math.min(batch.size() - found, lostBefore);
    }

    private void sync(Segment segment) {
        long end;
        lock.lock();
        try {
            end = segment.end;
        } finally {
            lock.unlock();
        }
        try {
            segment.force();
        } catch (IOException e) {
            // A segment that was confirmed meanwhile is closed; the next writing finds any other trouble.
            log.debug("{} is not synced: {}", segment.path, e.toString());
        }
        lock.lock();
        try {
            if (ring != null) {
                ring.synced(segment, end);
                ring.syncFolder();
            }
        } finally {
            lock.unlock();
        }
    }

    private int waiting() {
        return memory.size() + (ring == null ? 0 : ring.waiting());
    }

    private long lost() {
        return dropped + (ring == null ? 0 : ring.dropped());
    }
}
