package io.nocturne.server.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Counts events that may come by the thousand: the first of each is told at once, what follows within a minute as one
/// with its number. Of each kind so many different ones are told apart, the rest together.
///
/// **Threads** - safe.
final class Tally {

    static final Duration WINDOW = Duration.ofMinutes(1);
    static final int MAX_TOLD_APART = 200;

    private static final String OTHERS = "of many more users and addresses";

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<EventKind, Map<Seen, Count>> counts = new EnumMap<>(EventKind.class);

    Tally(Clock clock) {
        this.clock = clock;
    }

    void add(Seen seen) {
        Instant now = clock.instant();
        lock.lock();
        try {
            Map<Seen, Count> ofKind = counts.computeIfAbsent(seen.kind(), _ -> new LinkedHashMap<>());
            Seen key = ofKind.containsKey(seen) || ofKind.size() < MAX_TOLD_APART
                    ? seen
                    : new Seen(seen.kind(), Origin.unnamed(""), OTHERS);
            ofKind.computeIfAbsent(key, _ -> new Count()).add(now);
        } finally {
            lock.unlock();
        }
    }

    /// What is to be told now; `all` also what would wait for its minute to end.
    List<Counted> drain(boolean all) {
        Instant now = clock.instant();
        List<Counted> told = new ArrayList<>();
        lock.lock();
        try {
            for (Map<Seen, Count> ofKind : counts.values()) {
                for (Iterator<Map.Entry<Seen, Count>> each = ofKind.entrySet().iterator(); each.hasNext(); ) {
                    Map.Entry<Seen, Count> entry = each.next();
                    boolean due = all || entry.getValue().isDue(now);
                    if (due && entry.getValue().number == 0) {
                        each.remove();
                    } else if (due) {
                        told.add(entry.getValue().take(entry.getKey(), now));
                    }
                }
            }
        } finally {
            lock.unlock();
        }
        return told;
    }

    /// One thing that happened.
    record Seen(EventKind kind, Origin by, String detail) {}

    /// How often it happened, and between when and when.
    record Counted(Seen seen, Instant firstAt, Instant lastAt, long number) {}

    private static final class Count {

        private Instant toldAt = Instant.EPOCH;
        private Instant firstAt = Instant.EPOCH;
        private Instant lastAt = Instant.EPOCH;
        private long number;

        void add(Instant now) {
            firstAt = number == 0 ? now : firstAt;
            lastAt = now;
            number++;
        }

        boolean isDue(Instant now) {
            return !now.isBefore(toldAt.plus(WINDOW));
        }

        Counted take(Seen seen, Instant now) {
            Counted counted = new Counted(seen, firstAt, lastAt, number);
            toldAt = now;
            number = 0;
            return counted;
        }
    }
}
