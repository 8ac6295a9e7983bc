package io.nocturne.bench.alert;

import io.nocturne.bench.harness.Histogram;
import io.nocturne.bench.load.HonestAgent;
import io.nocturne.bench.load.Level;
import io.nocturne.bench.load.LoadHost;
import io.nocturne.bench.load.Tally;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// When each host went beyond the threshold and came back, and when each end heard of it.
///
/// **Unit** - from the moment at which an agent began to send the sample to the moment at which the end had
/// the whole message.
/// **Threads** - safe.
final class Crossings implements HonestAgent.Course {

    private final Map<Integer, Level> levels = new ConcurrentHashMap<>();
    private final Map<Integer, Long> raisedAt = new ConcurrentHashMap<>();
    private final Map<Integer, Long> clearedAt = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private volatile Tally tally = new Tally();
    private volatile boolean over;

    Level level(int host) {
        return levels.computeIfAbsent(host, index -> new Level());
    }

    @Override
    public void sends(LoadHost host, int batch) {
        Level level = level(host.index());
        if (level.takeOver()) {
            (level.isHigh() ? raisedAt : clearedAt).put(host.index(), System.nanoTime());
        }
    }

    int raised() {
        return raisedAt.size();
    }

    int cleared() {
        return clearedAt.size();
    }

    @Override
    public boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }

    @Override
    public Tally tally() {
        return tally;
    }

    /// What is delivered from now on is counted anew.
    void count() {
        tally = new Tally();
    }

    @Override
    public void fail(String what) {
        failure.compareAndSet(null, what);
    }

    /// **Absent** - while nothing went as it never should.
    @Nullable
    String failure() {
        return failure.get();
    }

    /// One place at which people hear of alerts.
    ///
    /// **Threads** - safe.
    final class End {

        private final Map<Integer, AtomicInteger> firing = new ConcurrentHashMap<>();
        private final Map<Integer, AtomicInteger> resolved = new ConcurrentHashMap<>();
        private final Histogram toFiring = new Histogram();
        private final Histogram toResolved = new Histogram();

        void heard(int host, boolean isFiring, long nanos) {
            int before = (isFiring ? firing : resolved)
                    .computeIfAbsent(host, index -> new AtomicInteger())
                    .getAndIncrement();
            Long sentAt = (isFiring ? raisedAt : clearedAt).get(host);
            if (before == 0 && sentAt != null) {
                (isFiring ? toFiring : toResolved).record(nanos - sentAt);
            }
        }

        Histogram toFiring() {
            return toFiring;
        }

        Histogram toResolved() {
            return toResolved;
        }

        boolean hasAll() {
            return missed() == 0;
        }

        long missed() {
            return raisedAt.keySet().stream()
                            .filter(host -> !firing.containsKey(host))
                            .count()
                    + clearedAt.keySet().stream()
                            .filter(host -> !resolved.containsKey(host))
                            .count();
        }

        /// What was told once too often, or of a host that never crossed.
        long doubled() {
            return tooMany(firing, raisedAt) + tooMany(resolved, clearedAt);
        }

        private static long tooMany(Map<Integer, AtomicInteger> told, Map<Integer, Long> sent) {
            return told.entrySet().stream()
                    .mapToLong(entry -> entry.getValue().get() - (sent.containsKey(entry.getKey()) ? 1 : 0))
                    .sum();
        }
    }
}
