package io.nocturne.server.live;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.ingest.StreamEntry;
import io.nocturne.server.notify.DesktopNotice;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What waits to be handed to the sessions, so that a delivery never waits for them: samples up to a
/// weight, then for each host and layout how many were left out, then one span for everything.
///
/// **Threads** - any thread offers and never waits for long, one thread takes; guarded by `lock`.
final class FanOut {

    /// What a snapshot weighs besides its values.
    private static final int SNAPSHOT_WEIGHT = 50;
    private static final int MAX_TAKEN = 1_000;
    private static final int MAX_LEFT_OUT = 20_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Queue<Fresh> samples = new ArrayDeque<>();
    private final Map<Source, LeftOut> leftOut = new LinkedHashMap<>();
    private final Map<String, HostSummary> hosts = new LinkedHashMap<>();
    private final Map<String, Alert> alerts = new LinkedHashMap<>();
    private final Deque<DesktopNotice> notices = new ArrayDeque<>();
    private final long maxWeight;
    private Span beyond = Span.NONE;
    private boolean alertsMissed;
    private long noticesMissed;
    private long weight;

    FanOut(long maxWeight) {
        this.maxWeight = maxWeight;
    }

    void offer(StreamEntry entry) {
        String hostId = entry.hostId().toString();
        lock.lock();
        try {
            for (NumberedSnapshot snapshot : entry.snapshots()) {
                add(new Fresh(hostId, entry.layout(), snapshot.time(), snapshot.values()));
            }
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Only the newest of a host waits.
    void offer(HostSummary host) {
        lock.lock();
        try {
            hosts.put(host.hostId(), host);
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Only the newest of an alert waits; too many of them are told as that.
    void offer(List<Alert> changed) {
        lock.lock();
        try {
            changed.forEach(alert -> {
                alerts.remove(alert.alertId());
                alerts.put(alert.alertId(), alert);
            });
            if (alerts.size() > Outbox.MAX_ALERTS) {
                alerts.clear();
                alertsMissed = true;
            }
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Of too many the oldest go and are counted.
    void offer(DesktopNotice notice) {
        lock.lock();
        try {
            notices.add(notice);
            if (notices.size() > Outbox.MAX_NOTICES) {
                notices.remove();
                noticesMissed++;
            }
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until there is something.
    Batch take() throws InterruptedException {
        lock.lock();
        try {
            while (isEmpty()) {
                arrived.await();
            }
            List<Fresh> taken = new ArrayList<>();
            while (taken.size() < MAX_TAKEN && !samples.isEmpty()) {
                Fresh fresh = samples.remove();
                weight -= fresh.weight();
                taken.add(fresh);
            }
            Batch batch = new Batch(
                    List.copyOf(hosts.values()),
                    List.copyOf(alerts.values()),
                    alertsMissed,
                    List.copyOf(notices),
                    noticesMissed,
                    taken,
                    List.copyOf(leftOut.values()),
                    beyond);
            hosts.clear();
            alerts.clear();
            alertsMissed = false;
            notices.clear();
            noticesMissed = 0;
            leftOut.clear();
            beyond = Span.NONE;
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private boolean isEmpty() {
        return samples.isEmpty()
                && leftOut.isEmpty()
                && hosts.isEmpty()
                && alerts.isEmpty()
                && notices.isEmpty()
                && !alertsMissed
                && beyond.count() == 0;
    }

    private void add(Fresh fresh) {
        if (weight + fresh.weight() <= maxWeight) {
            samples.add(fresh);
            weight += fresh.weight();
            return;
        }
        Source source = new Source(fresh.hostId(), fresh.layout().id());
        @Nullable LeftOut before = leftOut.get(source);
        Span one = Span.of(fresh.time());
        if (before != null) {
            leftOut.put(
                    source,
                    new LeftOut(fresh.hostId(), before.layout(), before.span().and(one)));
        } else if (leftOut.size() < MAX_LEFT_OUT) {
            leftOut.put(source, new LeftOut(fresh.hostId(), fresh.layout(), one));
        } else {
            beyond = beyond.and(one);
        }
    }

    private record Source(String hostId, String layoutId) {}

    /// A snapshot that was just accepted, without its process table.
    record Fresh(String hostId, KnownLayout layout, Instant time, SampleValues values) {

        int weight() {
            return SNAPSHOT_WEIGHT + values.size();
        }
    }

    /// Snapshots of a host that came faster than they could be handed out.
    record LeftOut(String hostId, KnownLayout layout, Span span) {}

    /// `beyond` is of hosts that are not named: at most so many of any subscription. `alertsMissed` when there
    /// were more of them than are named; `noticesMissed` messages came before `notices` and were left out.
    record Batch(
            List<HostSummary> hosts,
            List<Alert> alerts,
            boolean alertsMissed,
            List<DesktopNotice> notices,
            long noticesMissed,
            List<Fresh> samples,
            List<LeftOut> leftOut,
            Span beyond) {}
}
