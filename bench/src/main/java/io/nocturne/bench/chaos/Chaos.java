package io.nocturne.bench.chaos;

import io.nocturne.bench.load.Tally;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What the agents and the one who kills know of each other.
///
/// **Threads** - safe.
final class Chaos {

    private final int intervalMillis;
    private final Tally tally = new Tally();
    private final Recovery recovery = new Recovery();
    private final LongAdder duplicates = new LongAdder();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private volatile boolean taking = true;
    private volatile boolean over;

    Chaos(int intervalMillis) {
        this.intervalMillis = intervalMillis;
    }

    int intervalMillis() {
        return intervalMillis;
    }

    Tally tally() {
        return tally;
    }

    Recovery recovery() {
        return recovery;
    }

    /// Snapshots of which the server said that it had them already.
    void duplicates(int count) {
        duplicates.add(count);
    }

    long duplicates() {
        return duplicates.sum();
    }

    boolean isTaking() {
        return taking;
    }

    /// From now on agents only deliver what they have.
    void stopTaking() {
        taking = false;
    }

    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }

    void fail(String what) {
        failure.compareAndSet(null, what);
    }

    void requireNoFailure() throws IOException {
        String what = failure.get();
        if (what != null) {
            throw new IOException(what);
        }
    }
}
