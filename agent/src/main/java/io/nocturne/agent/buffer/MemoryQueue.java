package io.nocturne.agent.buffer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The snapshots that the disk did not take, oldest first; their numbers are above all on the disk.
///
/// **Threads** - guarded by the buffer's lock.
final class MemoryQueue {

    private final Deque<EncodedSnapshot> waiting = new ArrayDeque<>();
    private int capacity;

    MemoryQueue(int capacity) {
        this.capacity = capacity;
    }

    /// Keeps to another capacity from the next [#trim()] on.
    void limit(int otherCapacity) {
        capacity = otherCapacity;
    }

    void add(EncodedSnapshot snapshot) {
        waiting.addLast(snapshot);
    }

    @Nullable
    EncodedSnapshot first() {
        return waiting.peekFirst();
    }

    void removeFirst() {
        waiting.removeFirst();
    }

    @Nullable
    EncodedSnapshot last() {
        return waiting.peekLast();
    }

    /// Gives each snapshot a number that is so much higher.
    void renumber(long by) {
        List<EncodedSnapshot> before = List.copyOf(waiting);
        waiting.clear();
        before.forEach(
                old -> waiting.addLast(new EncodedSnapshot(old.sequence + by, old.timeMillis, old.layout, old.json)));
    }

    /// Drops the oldest until the rest fits, and says how many.
    int trim() {
        int dropped = 0;
        while (waiting.size() > capacity) {
            waiting.removeFirst();
            dropped++;
        }
        return dropped;
    }

    Optional<OutboundBatch> oldest(int maxSnapshots, int maxBytes) {
        EncodedSnapshot first = waiting.peekFirst();
        if (first == null) {
            return Optional.empty();
        }
        OutboundBatch.Builder batch =
                new OutboundBatch.Builder(first.sequence, first.timeMillis, first.layout, maxSnapshots, maxBytes);
        for (EncodedSnapshot next : waiting) {
            if (!batch.add(next.sequence, next.layout, next.json, 0, next.json.length)) {
                break;
            }
        }
        return Optional.of(batch.build());
    }

    /// Removes a range of numbers and says how many were here.
    int remove(long from, long through) {
        int before = waiting.size();
        waiting.removeIf(snapshot -> snapshot.sequence >= from && snapshot.sequence <= through);
        return before - waiting.size();
    }

    Optional<Long> oldestMillis() {
        return Optional.ofNullable(waiting.peekFirst()).map(first -> first.timeMillis);
    }

    int size() {
        return waiting.size();
    }
}
