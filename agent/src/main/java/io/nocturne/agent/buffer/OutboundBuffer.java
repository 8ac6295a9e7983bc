package io.nocturne.agent.buffer;

import io.nocturne.agent.collect.Reading;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The snapshots that wait to be delivered, oldest first.
///
/// **Shape** - at most `capacity`; when it is full the oldest one goes and is counted. A snapshot keeps its
/// sequence number until it is confirmed, however often it is sent, so that the server can tell a
/// repetition.
/// **Threads** - safe: "collect" offers, "send" takes; guarded by `lock`.
public final class OutboundBuffer {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Numbered> waiting = new ArrayDeque<>();
    private final int capacity;
    private final SequenceNumbers numbers;
    private long offered;
    private long dropped;
    private boolean closed;

    public OutboundBuffer(int capacity, SequenceNumbers numbers) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a buffer holds 1 snapshot or more, not " + capacity);
        }
        this.capacity = capacity;
        this.numbers = numbers;
    }

    /// Takes a snapshot; never waits for room.
    public void offer(Reading reading) {
        lock.lock();
        try {
            offered++;
            if (waiting.size() == capacity) {
                waiting.removeFirst();
                dropped++;
            }
            waiting.addLast(new Numbered(numbers.next(), reading));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The oldest snapshots that can go in one delivery: one layout, numbers without a gap, at most `limit`.
    /// They stay in the buffer until they are confirmed.
    public Optional<OutboundBatch> oldest(int limit) {
        lock.lock();
        try {
            List<Reading> readings = new ArrayList<>(Math.min(limit, waiting.size()));
            Numbered first = waiting.peekFirst();
            for (Numbered candidate : waiting) {
                boolean fits = first != null
                        && readings.size() < limit
                        && candidate.sequence == first.sequence + readings.size()
                        && candidate
                                .reading
                                .layout()
                                .id()
                                .equals(first.reading.layout().id());
                if (!fits) {
                    break;
                }
                readings.add(candidate.reading);
            }
            return first == null ? Optional.empty() : Optional.of(new OutboundBatch(first.sequence, readings));
        } finally {
            lock.unlock();
        }
    }

    /// Forgets the snapshots of a batch that the server has, or will never have.
    public void remove(OutboundBatch batch) {
        lock.lock();
        try {
            while (!waiting.isEmpty() && waiting.getFirst().sequence <= batch.lastSequence()) {
                waiting.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until there is a snapshot, at most `limit`; false when there is none or the buffer was closed.
    public boolean awaitSnapshot(Duration limit) throws InterruptedException {
        return await(limit, false);
    }

    /// Waits for `limit`; returns early only when the buffer is closed.
    public void pause(Duration limit) throws InterruptedException {
        await(limit, true);
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

    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    public int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /// How many snapshots were taken since the start.
    public long offered() {
        lock.lock();
        try {
            return offered;
        } finally {
            lock.unlock();
        }
    }

    /// How many snapshots had to make room for newer ones since the start.
    public long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    private boolean await(Duration limit, boolean onlyClosing) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(limit.toMillis());
            while (!closed && left > 0 && (onlyClosing || waiting.isEmpty())) {
                left = changed.awaitNanos(left);
            }
            return !closed && !waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private record Numbered(long sequence, Reading reading) {}
}
