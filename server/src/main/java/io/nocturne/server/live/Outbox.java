package io.nocturne.server.live;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.live.LiveMessage;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.server.notify.DesktopNotice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What waits to be sent to one client: at most one tick for each host of each subscription and one
/// change for each host and each alert. A client that is slower than its samples gets the newest and is told
/// how many it missed and from when on; what finds no room is told of in one statement for each subscription.
/// Each snapshot that was offered is in a tick, in a tick's `missed`, or in a statement.
///
/// **Threads** - any thread offers, one thread takes; guarded by `lock`.
final class Outbox {

    /// Beyond so many the client is better off reading the list.
    static final int MAX_ALERTS = 2_000;

    /// Of more messages the oldest go.
    static final int MAX_NOTICES = 200;

    private static final int MAX_PROBLEMS = 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Map<Object, Item> waiting = new LinkedHashMap<>();
    private final int maxTicks;
    private int ticks;
    private int waitingProblems;
    private int alerts;
    private long problems;
    private long notices;
    private int waitingNotices;
    private long noticesMissed;
    private boolean closed;

    Outbox(int maxTicks) {
        this.maxTicks = maxTicks;
    }

    /// A snapshot that was accepted.
    void offerTick(String subscription, String hostId, Subscription.Cut cut, Instant time, SampleValues values) {
        offer(new Tick(subscription, hostId, cut, time, values, Span.NONE, false));
    }

    /// The newest that was there when the client subscribed. What waits already came after it or is it.
    void offerNewest(String subscription, String hostId, Subscription.Cut cut, Instant time, SampleValues values) {
        offer(new Tick(subscription, hostId, cut, time, values, Span.NONE, true));
    }

    /// Snapshots that nobody kept for this client.
    void offerMissed(String subscription, Span span) {
        lock.lock();
        try {
            if (!closed && span.count() > 0) {
                addMissed(subscription, span);
                arrived.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    void offerHost(HostSummary host) {
        lock.lock();
        try {
            if (!closed) {
                waiting.put(new HostKey(host.hostId()), new Host(host));
                arrived.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// What waits of the same alert is older, and goes.
    void offerAlert(Alert alert) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (waiting.put(new AlertKey(alert.alertId()), new AlertStep(alert)) == null) {
                alerts++;
            }
            if (alerts > MAX_ALERTS) {
                missAlerts();
            }
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Alerts changed that nobody kept for this client.
    void offerAlertsMissed() {
        lock.lock();
        try {
            if (!closed) {
                missAlerts();
                arrived.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// A message for whoever sits there. When too many wait, the oldest goes, and the next one says so.
    void offerNotice(DesktopNotice said) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            waiting.put(new NoticeKey(notices++), new Notice(said, 0));
            waitingNotices++;
            if (waitingNotices > MAX_NOTICES) {
                waiting.keySet().stream()
                        .filter(NoticeKey.class::isInstance)
                        .findFirst()
                        .ifPresent(waiting::remove);
                waitingNotices--;
                noticesMissed++;
            }
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Messages that nobody kept for this client; the next one says how many.
    void offerNoticesMissed(long count) {
        lock.lock();
        try {
            noticesMissed += count;
        } finally {
            lock.unlock();
        }
    }

    /// Answers to bad requests; a client that sends many gets the first few.
    void offerProblem(LiveMessage.Problem problem) {
        lock.lock();
        try {
            if (!closed && waitingProblems < MAX_PROBLEMS) {
                waiting.put(new ProblemKey(problems++), new Refused(problem));
                waitingProblems++;
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
            takeAway(subscription);
        } finally {
            lock.unlock();
        }
    }

    /// The subscription is another one from now on: what waits under its name is told of, not sent.
    void replace(String subscription) {
        lock.lock();
        try {
            Span left = takeAway(subscription);
            if (left.count() > 0) {
                addMissed(subscription, left);
                arrived.signal();
            }
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
            forget(first);
            return Optional.of(first instanceof Notice notice ? counted(notice) : first);
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

    /// What waited when it was closed, as one statement for each subscription.
    List<Missed> rest() {
        lock.lock();
        try {
            Map<String, Span> left = new LinkedHashMap<>();
            waiting.values().forEach(item -> {
                switch (item) {
                    case Tick tick -> left.merge(tick.subscription(), tick.whole(), Span::and);
                    case Missed missed -> left.merge(missed.subscription(), missed.span(), Span::and);
                    case Host _, AlertStep _, AlertsMissed _, Notice _, Refused _ -> {
                        // Not samples.
                    }
                }
            });
            waiting.clear();
            ticks = 0;
            waitingProblems = 0;
            alerts = 0;
            waitingNotices = 0;
            List<Missed> missed = new ArrayList<>();
            left.forEach((subscription, span) -> missed.add(new Missed(subscription, span)));
            return missed;
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

    private void offer(Tick tick) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            Object key = new TickKey(tick.subscription(), tick.hostId());
            if (waiting.get(key) instanceof Tick waits) {
                waiting.put(key, waits.mergedWith(tick));
            } else if (ticks < maxTicks) {
                waiting.put(key, tick);
                ticks++;
            } else {
                addMissed(tick.subscription(), tick.whole());
            }
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    private Notice counted(Notice notice) {
        long missed = noticesMissed;
        noticesMissed = 0;
        return new Notice(notice.said(), missed);
    }

    private void missAlerts() {
        waiting.keySet().removeIf(AlertKey.class::isInstance);
        alerts = 0;
        waiting.put(AlertsMissed.KEY, new AlertsMissed());
    }

    private void addMissed(String subscription, Span span) {
        MissedKey key = new MissedKey(subscription);
        Span all = waiting.get(key) instanceof Missed waits ? waits.span().and(span) : span;
        waiting.put(key, new Missed(subscription, all));
    }

    private Span takeAway(String subscription) {
        Span left = Span.NONE;
        Iterator<Item> items = waiting.values().iterator();
        while (items.hasNext()) {
            Item item = items.next();
            if (item instanceof Tick tick && tick.subscription().equals(subscription)) {
                left = left.and(tick.whole());
            } else if (item instanceof Missed missed && missed.subscription().equals(subscription)) {
                left = left.and(missed.span());
            } else {
                continue;
            }
            items.remove();
            forget(item);
        }
        return left;
    }

    private void forget(Item item) {
        switch (item) {
            case Tick _ -> ticks--;
            case Refused _ -> waitingProblems--;
            case AlertStep _ -> alerts--;
            case Notice _ -> waitingNotices--;
            case Host _, AlertsMissed _, Missed _ -> {
                // Not counted.
            }
        }
    }

    private record TickKey(String subscription, String hostId) {}

    private record MissedKey(String subscription) {}

    private record HostKey(String hostId) {}

    private record AlertKey(String alertId) {}

    private record NoticeKey(long number) {}

    private record ProblemKey(long number) {}

    /// Something that waits.
    sealed interface Item {}

    record Refused(LiveMessage.Problem problem) implements Item {}

    record Host(HostSummary host) implements Item {}

    record AlertStep(Alert alert) implements Item {}

    /// **Shape** - `missed` before it, known when it is taken.
    record Notice(DesktopNotice said, long missed) implements Item {}

    /// More alerts changed than may wait.
    record AlertsMissed() implements Item {

        private static final String KEY = "alertsMissed";
    }

    /// Snapshots of a subscription that no tick stands for.
    record Missed(String subscription, Span span) implements Item {}

    /// A snapshot, cut to its subscription when it is sent: until then all clients share its values. `missed`
    /// are those that it stands for; `repeated` is one that was there before the client subscribed.
    record Tick(
            String subscription,
            String hostId,
            Subscription.Cut cut,
            Instant time,
            SampleValues values,
            Span missed,
            boolean repeated)
            implements Item {

        @Nullable
        Instant missedFrom() {
            return missed.count() == 0 ? null : missed.first();
        }

        /// This one and those that it stands for.
        Span whole() {
            return Span.of(time).and(missed);
        }

        /// The newer of the two, which stands for the older one as well.
        Tick mergedWith(Tick other) {
            if (other.repeated) {
                return this;
            }
            if (repeated && other.time.equals(time)) {
                return other;
            }
            boolean late = other.time.isBefore(time);
            Tick newer = late ? this : other;
            Tick older = late ? other : this;
            Span left = missed.and(other.missed).and(Span.of(older.time));
            return new Tick(subscription, hostId, newer.cut, newer.time, newer.values, left, newer.repeated);
        }
    }
}
