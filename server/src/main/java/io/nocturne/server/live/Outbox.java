package io.nocturne.server.live;

import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.live.LiveMessage;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.server.ingest.KnownLayout;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What waits to be sent to one client: at most one tick for each host of each subscription and one
/// change for each host. A client that is slower than its samples gets the newest and is told from when
/// on it missed some.
///
/// **Threads** - any thread offers, one thread takes; guarded by `lock`.
final class Outbox {

    private static final int MAX_PROBLEMS = 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Map<Object, Item> waiting = new LinkedHashMap<>();
    private long problems;
    private boolean closed;

    void offerTick(String subscription, String hostId, KnownLayout layout, Instant time, SampleValues values) {
        Tick tick = new Tick(subscription, hostId, layout, time, values, null);
        put(tick.key(), before -> before instanceof Tick waits ? waits.mergedWith(tick) : tick);
    }

    void offerHost(HostSummary host) {
        Host change = new Host(host);
        put(change.key(), before -> change);
    }

    /// Answers to bad requests; a client that sends many gets the first few.
    void offerProblem(LiveMessage.Problem problem) {
        lock.lock();
        try {
            long number = problems++;
            if (waiting.values().stream().filter(Refused.class::isInstance).count() < MAX_PROBLEMS) {
                waiting.put("problem " + number, new Refused(problem));
                arrived.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Forgets what waits for a subscription that ended.
    void drop(String subscription) {
        lock.lock();
        try {
            waiting.values()
                    .removeIf(item ->
                            item instanceof Tick tick && tick.subscription().equals(subscription));
        } finally {
            lock.unlock();
        }
    }

    /// The item that has waited longest, or empty when none came in time or the outbox is closed.
    Optional<Item> take(Duration timeout) throws InterruptedException {
        long nanos = timeout.toNanos();
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed && nanos > 0) {
                nanos = arrived.awaitNanos(nanos);
            }
            Iterator<Item> items = waiting.values().iterator();
            if (closed || !items.hasNext()) {
                return Optional.empty();
            }
            Item first = items.next();
            items.remove();
            return Optional.of(first);
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private void put(Object key, UnaryOperator<@Nullable Item> replacement) {
        lock.lock();
        try {
            Item item = replacement.apply(waiting.get(key));
            if (item != null && !closed) {
                waiting.put(key, item);
                arrived.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Something that waits.
    sealed interface Item {}

    record Refused(LiveMessage.Problem problem) implements Item {}

    record Host(HostSummary host) implements Item {

        Object key() {
            return "host " + host.hostId();
        }
    }

    /// A snapshot, cut to its subscription; `missedFrom` is the oldest one that it stands for.
    record Tick(
            String subscription,
            String hostId,
            KnownLayout layout,
            Instant time,
            SampleValues values,
            @Nullable Instant missedFrom)
            implements Item {

        Object key() {
            return List.of(subscription, hostId);
        }

        /// The newer of the two, which stands for the older one as well.
        Tick mergedWith(Tick other) {
            if (other.time.equals(time)) {
                return other;
            }
            boolean late = other.time.isBefore(time);
            Tick newer = late ? this : other;
            Tick older = late ? other : this;
            Instant missed = earliest(older.time, earliest(missedFrom, other.missedFrom));
            return new Tick(subscription, hostId, newer.layout, newer.time, newer.values, missed);
        }

        private static @Nullable Instant earliest(@Nullable Instant a, @Nullable Instant b) {
            if (a == null || b == null) {
                return a == null ? b : a;
            }
            return a.isBefore(b) ? a : b;
        }
    }
}
