package io.nocturne.server.series.store;

import java.util.concurrent.atomic.LongAdder;

/// Counts what the store does.
///
/// **Threads** - safe.
final class StoreMeter {

    private final LongAdder journalBytes = new LongAdder();
    private final LongAdder journalSegments = new LongAdder();
    private final LongAdder failedWrites = new LongAdder();

    private volatile boolean lastWriteFailed;

    void written(int bytes) {
        lastWriteFailed = false;
        journalBytes.add(bytes);
        journalSegments.increment();
    }

    void writeFailed() {
        lastWriteFailed = true;
        failedWrites.increment();
    }

    boolean lastWriteFailed() {
        return lastWriteFailed;
    }

    long journalBytes() {
        return journalBytes.sum();
    }

    long journalSegments() {
        return journalSegments.sum();
    }

    long failedWrites() {
        return failedWrites.sum();
    }
}
