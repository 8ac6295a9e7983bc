package io.nocturne.server.audit;

import io.nocturne.model.text.PlainText;
import io.nocturne.server.audit.Tally.Counted;
import io.nocturne.server.audit.Tally.Seen;
import io.nocturne.server.audit.store.SecurityEventStore;
import io.nocturne.server.audit.store.SecurityEventStore.StoredEvent;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.database.DiskGate.Purpose;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what concerns who may do what, in the log and in the table `security_event`.
///
/// What an admin does is written with the change itself, in its transaction. What anybody may cause by the thousand is
/// counted in memory and written every two seconds ([Tally]), so that no stranger fills log or disk.
///
/// **Threads** - safe; [#seen] only counts.
public class AuditLog {

    static final int MAX_ROWS_OF_ANYBODY = 20_000;
    static final int MAX_ROWS = 80_000;
    static final Duration KEPT = Duration.ofDays(180);

    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);
    private static final int MAX_WAITING = 2_000;

    private final SecurityEventStore store;
    private final DiskGate gate;
    private final Clock clock;
    private final Tally tally;
    private final AtomicLong lastId;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<StoredEvent> waiting = new ArrayDeque<>();

    AuditLog(SecurityEventStore store, DiskGate gate, Clock clock) {
        this.store = store;
        this.gate = gate;
        this.clock = clock;
        this.tally = new Tally(clock);
        this.lastId = new AtomicLong(store.lastId());
    }

    /// Writes down a change that was made, in the caller's transaction if there is one.
    public void changed(EventKind kind, Origin by, String detail) {
        StoredEvent event = stored(new Counted(plain(kind, by, detail), clock.instant(), clock.instant(), 1));
        store.insert(event);
        tell(event);
    }

    /// Counts something that happened; it is told and written within two seconds, or as a number within a minute.
    public void seen(EventKind kind, Origin by, String detail) {
        tally.add(plain(kind, by, detail));
    }

    /// Writes what was counted; `all` also what would wait for its minute to end. While the database does not take
    /// them, or its disk is full, the newest of them wait here.
    ///
    /// **Errors** - the database's own; nothing is lost by them.
    void flush(boolean all) {
        lock.lock();
        try {
            for (Counted counted : tally.drain(all)) {
                StoredEvent event = stored(counted);
                tell(event);
                waiting.add(event);
            }
            int dropped = 0;
            while (waiting.size() > MAX_WAITING) {
                waiting.remove();
                dropped++;
            }
            if (dropped > 0) {
                log.warn(
                        "the database does not take security events; {} of the oldest stand in this log only", dropped);
            }
            while (!waiting.isEmpty() && gate.isOpen(Purpose.RECORDS)) {
                store.insert(waiting.element());
                waiting.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Deletes what is too old or too much.
    void trim() {
        if (!gate.isOpen(Purpose.RECORDS)) {
            return;
        }
        store.deleteBefore(clock.instant().minus(KEPT));
        store.keepNewest(MAX_ROWS_OF_ANYBODY, true);
        store.keepNewest(MAX_ROWS, false);
    }

    List<StoredEvent> before(long eventId, int limit) {
        return store.before(eventId, limit);
    }

    private static Seen plain(EventKind kind, Origin by, String detail) {
        Origin origin =
                new Origin(shown(by.user(), StoredEvent.MAX_USER), shown(by.address(), StoredEvent.MAX_ADDRESS));
        return new Seen(kind, origin, shown(detail, StoredEvent.MAX_DETAIL));
    }

    private static String shown(String text, int most) {
        // What is cut ends with a sign for it.
        return text.length() <= most ? PlainText.shown(text) : PlainText.quoted(text, most - 1);
    }

    private StoredEvent stored(Counted counted) {
        Seen seen = counted.seen();
        return new StoredEvent(
                lastId.incrementAndGet(),
                counted.firstAt(),
                counted.lastAt(),
                seen.kind().text(),
                seen.by().user(),
                seen.by().address(),
                seen.detail(),
                counted.number(),
                seen.kind().isAnybodys());
    }

    private static void tell(StoredEvent event) {
        log.info(
                "{} by '{}' from {}: {}{}",
                event.kind(),
                event.user(),
                event.address().isEmpty() ? "here" : event.address(),
                event.detail(),
                event.occurrences() > 1 ? " (%d times since %s)".formatted(event.occurrences(), event.firstAt()) : "");
    }
}
