package io.nocturne.server.alert;

import io.nocturne.server.fleet.SnapshotsLost;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// When agents had to give up snapshots, for as long as a rule may ask.
///
/// **Threads** - safe; each host's times are guarded by themselves.
final class Losses {

    private static final int KEPT = 1_000;

    private final Map<UUID, Deque<Instant>> times = new ConcurrentHashMap<>();

    void add(SnapshotsLost lost) {
        Deque<Instant> known = times.computeIfAbsent(lost.hostId(), _ -> new ArrayDeque<>());
        synchronized (known) {
            for (int i = 0; i < lost.events(); i++) {
                known.addLast(lost.receivedAt());
            }
            while (known.size() > KEPT) {
                known.removeFirst();
            }
        }
    }

    int count(UUID hostId, long windowSeconds, Instant now) {
        Deque<Instant> known = times.get(hostId);
        if (known == null) {
            return 0;
        }
        Instant from = now.minusSeconds(windowSeconds);
        synchronized (known) {
            return (int) known.stream().filter(time -> time.isAfter(from)).count();
        }
    }
}
