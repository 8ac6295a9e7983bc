package io.nocturne.agent.buffer;

import io.nocturne.agent.collect.DeclaredLayout;
import io.nocturne.agent.collect.Reading;
import io.nocturne.agent.collect.Ticker;
import io.nocturne.agent.log.RepeatedFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

    /// How long a disk that refused, or a file that could not be read, is left alone.
    static final Duration DISK_RETRY = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(OutboundBuffer.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final SequenceNumbers numbers;
    private final InstantSource clock;
    private final Ticker ticker;
    private final RepeatedFailure trouble;
    private final RepeatedFailure oversize;
    private final DiskSync syncing;
    private final SnapshotWriter writer = new SnapshotWriter();
    private final MemoryQueue memory;
    private RingLimits limits;
    private @Nullable DiskRing ring;
    private boolean isRefused;
    private long refusedAt;
    private @Nullable EncodedLayout layout;
    private @Nullable EncodedSnapshot newest;
    /// What was lost before the batch that is under way was taken out.
    private long lostBefore;
    /// That batch, as long as the disk was never opened.
    private @Nullable OutboundBatch underWay;
    /// By how much numbers were lifted when it was, and the batch that still has the old ones.
    private long lifted;

    private @Nullable OutboundBatch liftedUnderWay;
    private @Nullable Instant lastConfirmed;
    private long offered;
    private long dropped;
    private boolean nudged;
    private boolean closed;

    private OutboundBuffer(RingLimits limits, SequenceNumbers numbers, InstantSource clock, Ticker ticker) {
        this.limits = limits;
        this.numbers = numbers;
        this.clock = clock;
        this.ticker = ticker;
        this.memory = new MemoryQueue(limits.memorySnapshots());
        this.trouble = new RepeatedFailure(log, clock);
        this.oversize = new RepeatedFailure(log, clock);
        this.syncing = new DiskSync(lock, clock, ticker);
    }

    /// Opens the buffer with what an earlier run left in it.
    public static OutboundBuffer open(RingLimits limits, SequenceNumbers numbers, InstantSource clock, Ticker ticker) {
        OutboundBuffer buffer = new OutboundBuffer(limits, numbers, clock, ticker);
        try {
            buffer.disk();
        } catch (IOException e) {
            buffer.refused(e);
        }
        return buffer;
    }

    /// Keeps to other limits from the next snapshot on; the folder stays the one that it was opened with.
    public void limit(RingLimits other) {
        lock.lock();
        try {
            limits = new RingLimits(limits.folder(), other.maxBytes(), other.maxAge(), other.memorySnapshots());
            memory.limit(limits.memorySnapshots());
            if (ring != null) {
                ring.limit(limits);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Takes a snapshot; never waits for room.
    public void offer(Reading reading) {
        lock.lock();
        try {
            offered++;
            EncodedSnapshot snapshot = encode(reading);
            if (SegmentRecord.fits(snapshot)) {
                newest = snapshot;
                keep(snapshot);
                changed.signalAll();
            } else {
                dropped++;
                oversize.report(
                        "the snapshot of {} is dropped: it and its layout have {} and {} bytes, the most is {}",
                        reading.time(),
                        snapshot.json.length,
                        snapshot.layout.json().length,
                        SegmentRecord.MAX_PAYLOAD);
            }
        } finally {
            lock.unlock();
        }
    }

    /// The snapshot that was taken last, unless it is confirmed.
    public Optional<OutboundBatch> newest() {
        lock.lock();
        try {
            return takenOut(Optional.ofNullable(newest).map(OutboundBatch::of));
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
            return takenOut(onDisk.or(() -> memory.oldest(maxSnapshots, maxBytes)));
        } finally {
            lock.unlock();
        }
    }

    /// Forgets the snapshots of a batch: the server has them. To say it twice changes nothing.
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
        DiskRing present;
        boolean isLast;
        lock.lock();
        try {
            present = ring;
            isLast = closed;
        } finally {
            lock.unlock();
        }
        if (present != null) {
            syncing.run(present, isLast);
        }
    }

    /// Waits until a snapshot can be taken, at most `limit`; false when there is none or the buffer was closed.
    public boolean awaitSnapshot(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (!interrupted() && left > 0 && !ready()) {
                left = changed.awaitNanos(left);
            }
            return !closed && ready();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the newest snapshot is not confirmed yet, at most `limit`.
    public void awaitNewest(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (!interrupted() && left > 0 && newest == null) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits for `limit`; returns early only when the buffer is closed or nudged.
    public void pause(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(limit.toMillis());
            while (!interrupted() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Ends every wait until [#heed()]: something is to be done that does not wait.
    public void nudge() {
        lock.lock();
        try {
            nudged = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Notes that a nudge was heard; whether there was one.
    public boolean heed() {
        lock.lock();
        try {
            boolean before = nudged;
            nudged = false;
            return before;
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

    /// Whether waits end at once, now: it was closed, or nudged and nobody has heeded it.
    public boolean isInterrupted() {
        lock.lock();
        try {
            return interrupted();
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

    /// Whether a snapshot can be taken now: what waits in a file that cannot be read cannot.
    public boolean isReady() {
        lock.lock();
        try {
            return ready();
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
            continueAbove(present.lastSequence());
        }
        return present;
    }

    /// Lifts the numbers above all that the ring ever held, and with them what was taken before it opened.
    private void continueAbove(long last) {
        numbers.continueAbove(last);
        EncodedSnapshot first = memory.first();
        if (first != null && first.sequence <= last) {
            lifted = last + 1 - first.sequence;
            liftedUnderWay = underWay;
            memory.renumber(lifted);
            EncodedSnapshot highest = memory.last();
            newest = newest == null ? null : highest;
            numbers.continueAbove(highest == null ? last : highest.sequence);
        }
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

    private Optional<OutboundBatch> takenOut(Optional<OutboundBatch> batch) {
        underWay = ring == null ? batch.orElse(null) : null;
        lostBefore = lost();
        return batch;
    }

    private void forget(OutboundBatch batch) {
        long lift = batch == liftedUnderWay ? lifted : 0;
        long from = batch.sequence() + lift;
        long through = batch.lastSequence() + lift;
        EncodedSnapshot last = newest;
        if (last != null && last.sequence >= from && last.sequence <= through) {
            newest = null;
        }
        int found = memory.remove(from, through);
        long lostMeanwhile = lost() - lostBefore;
        try {
            found += ring == null ? 0 : ring.confirm(from, through);
        } catch (IOException e) {
            log.warn("{} cannot note what the server has, some may be sent again: {}", limits.folder(), e.toString());
            found = batch.size();
        }
        // Those that had to go while they were under way are not lost after all.
        dropped -= Math.min(batch.size() - found, lostMeanwhile);
        lostBefore = lost();
    }

    private boolean interrupted() {
        return closed || nudged;
    }

    private boolean ready() {
        return newest != null || memory.size() > 0 || (ring != null && ring.isReady());
    }

    private int waiting() {
        return memory.size() + (ring == null ? 0 : ring.waiting());
    }

    private long lost() {
        return dropped + (ring == null ? 0 : ring.dropped());
    }
}
