package io.nocturne.bench.chaos;

import java.util.concurrent.atomic.AtomicLong;

/// How long after a kill the first delivery that was sent since is acknowledged.
///
/// **Threads** - safe; [#begin()] by the bench's main thread, [#acknowledged(long)] by every agent.
final class Recovery {

    private final AtomicLong killedAt = new AtomicLong(System.nanoTime());
    private final AtomicLong recoveredAt = new AtomicLong();

    void begin() {
        recoveredAt.set(Long.MAX_VALUE);
        killedAt.set(System.nanoTime());
        recoveredAt.set(0);
    }

    /// **Unit** - when the delivery was sent, by [System#nanoTime()].
    void acknowledged(long sentAt) {
        if (recoveredAt.get() == 0 && sentAt > killedAt.get()) {
            recoveredAt.compareAndSet(0, System.nanoTime());
        }
    }

    boolean isOver() {
        return recoveredAt.get() != 0;
    }

    double seconds() {
        return (recoveredAt.get() - killedAt.get()) / 1e9;
    }
}
