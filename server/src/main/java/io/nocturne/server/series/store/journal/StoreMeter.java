package io.nocturne.server.series.store.journal;

import java.util.concurrent.atomic.LongAdder;

/// Counts what the store does.
///
/// **Threads** - safe.
public final class StoreMeter {

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

    public boolean lastWriteFailed() {
        return lastWriteFailed;
    }

    public long journalBytes() {
        return journalBytes.sum();
    }

    public long journalSegments() {
        return journalSegments.sum();
    }

    public long failedWrites() {
        return failedWrites.sum();
    }
}
