package io.nocturne.bench.live;

import io.nocturne.bench.load.HonestAgent;
import io.nocturne.bench.load.LiveComparison.Tick;
import io.nocturne.bench.load.LoadHost;
import io.nocturne.bench.load.Tally;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What agents and consoles of one run know of each other: when each snapshot was sent, and to which figures it counts.
///
/// **Threads** - safe; stretches are begun by the bench's main thread.
final class LiveRun implements HonestAgent.Course {

    private final Map<String, Sending> sendings = new HashMap<>();
    private final List<Stretch> stretches = new CopyOnWriteArrayList<>();
    private final LongAdder wrong = new LongAdder();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private volatile boolean over;

    /// **Shape** - it remembers the last `remembered` snapshots of each host.
    LiveRun(List<LoadHost> hosts, int remembered, LiveFigures first) {
        hosts.forEach(host -> sendings.put(host.hostId(), new Sending(host, new AtomicLongArray(remembered))));
        begin(first);
    }

    /// What is sent from now on counts to these figures.
    void begin(LiveFigures figures) {
        stretches.add(new Stretch(System.nanoTime(), figures));
    }

    void end() {
        over = true;
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public Tally tally() {
        return stretches.getLast().figures().ingest();
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

    @Override
    public void sends(LoadHost host, int batch) {
        Sending sending = sendings.get(host.hostId());
        long now = System.nanoTime();
        for (long number = host.acknowledged(); sending != null && number < host.acknowledged() + batch; number++) {
            sending.sentAt().set(sending.place(number), now);
        }
    }

    /// A console got a snapshot.
    void came(Tick tick, long nanos) {
        Sending sending = sendings.get(tick.hostId());
        long number = sending == null ? -1 : sending.host().numberAt(tick.timeMillis());
        if (sending == null || number < 0) {
            wrong.increment();
            return;
        }
        long sentAt = sending.sentAt().get(sending.place(number));
        figures(sentAt).came(nanos - sentAt, tick.values());
    }

    /// Frames of snapshots that nobody ever sent.
    long wrong() {
        return wrong.sum();
    }

    private LiveFigures figures(long sentAt) {
        LiveFigures found = stretches.getFirst().figures();
        for (Stretch stretch : stretches) {
            if (sentAt - stretch.from() >= 0) {
                found = stretch.figures();
            }
        }
        return found;
    }

    private record Stretch(long from, LiveFigures figures) {}

    private record Sending(LoadHost host, AtomicLongArray sentAt) {

        int place(long number) {
            return (int) (number % sentAt.length());
        }
    }
}
