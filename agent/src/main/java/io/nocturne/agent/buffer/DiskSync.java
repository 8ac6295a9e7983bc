package io.nocturne.agent.buffer;

import io.nocturne.agent.collect.Ticker;
import io.nocturne.agent.log.RepeatedFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what waits out of the disk's cache and puts it on the disk, from time to time.
///
/// **Errors** - what could not be put there is tried again, and the log says so.
/// **Threads** - called by one thread at a time, without the buffer's lock: the disk may take long.
final class DiskSync {

    /// How long a snapshot can be in the page cache only, where a power cut would lose it.
    static final Duration INTERVAL = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(DiskSync.class);

    private final ReentrantLock lock;
    private final Ticker ticker;
    private final RepeatedFailure trouble;
    private long syncedAt;

    DiskSync(ReentrantLock lock, InstantSource clock, Ticker ticker) {
        this.lock = lock;
        this.ticker = ticker;
        this.trouble = new RepeatedFailure(log, clock);
        this.syncedAt = ticker.nanos();
    }

    /// Syncs the segments that are due; with `isLast` every one.
    void run(DiskRing ring, boolean isLast) {
        boolean all = isLast || ticker.nanos() - syncedAt >= INTERVAL.toNanos();
        List<Segment> due;
        lock.lock();
        try {
            due = ring.unsynced(all);
        } finally {
            lock.unlock();
        }
        syncedAt = all ? ticker.nanos() : syncedAt;
        for (Segment segment : due) {
            sync(ring, segment);
        }
    }

    private void sync(DiskRing ring, Segment segment) {
        long end;
        lock.lock();
        try {
            end = segment.end;
        } finally {
            lock.unlock();
        }
        try {
            segment.force();
            synced(ring, segment, end);
            trouble.over();
        } catch (IOException e) {
            failed(ring, segment, e);
        }
    }

    private void synced(DiskRing ring, Segment segment, long end) {
        lock.lock();
        try {
            ring.synced(segment, end);
            ring.syncFolder();
        } finally {
            lock.unlock();
        }
    }

    /// A segment that was confirmed meanwhile is closed and gone: that is no trouble.
    private void failed(DiskRing ring, Segment segment, IOException cause) {
        lock.lock();
        try {
            if (!ring.unsynced(true).contains(segment)) {
                return;
            }
        } finally {
            lock.unlock();
        }
        trouble.report("{} is only in the disk's cache, a power cut would lose it: {}", segment.path, cause.toString());
    }
}
