package io.nocturne.server.series.store.journal;

import io.nocturne.server.ingest.JavaBytes;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.Position;
import io.nocturne.server.ingest.StreamBatch;
import io.nocturne.server.ingest.StreamEntry;
import io.nocturne.server.ingest.StreamFollower;
import io.nocturne.server.series.codec.CorruptChunkException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The journal as a stream: each entry in order, right after it is on disk. The newest are in memory up to a weight;
/// what is older is read from the table, and what a seal has taken away there is named as a gap.
///
/// **Threads** - [#publish] belongs to the journal's thread and waits for nobody; everything else is safe.
public final class JournalStream {

    private static final Logger log = LoggerFactory.getLogger(JournalStream.class);

    private static final int MAX_READ = 1_000;
    private static final long MAX_READ_BYTES = 8L << 20;

    private final JournalTable table;
    private final Function<String, KnownLayout> layouts;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<Published> recent = new ArrayDeque<>();
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private volatile List<StreamFollower> followers = List.of();
    private volatile boolean open;
    /// Everything behind this segment that was written is in `recent`.
    private long floor;
    private long last;
    private long bytes;
    /// Up to here nothing is in the table any more.
    private volatile long trimmed;

    /// **Shape** - `maxBytes` is what entries in memory weigh; `last` is the segment that was written last.
    public JournalStream(JournalTable table, Function<String, KnownLayout> layouts, long maxBytes, long last) {
        this.table = table;
        this.layouts = layouts;
        this.maxBytes = maxBytes;
        this.floor = last;
        this.last = last;
        this.trimmed = table.firstSegment().map(first -> first - 1).orElse(last);
    }

    /// From now on it tells followers, and a seal may take away what no reader needs.
    public void open(List<StreamFollower> told) {
        followers = List.copyOf(told);
        open = true;
    }

    /// A reader of what is behind a position; of what comes from now on without one.
    public Reader reader(Optional<Position> done) {
        lock.lock();
        try {
            Reader reader = new Reader(done.orElseGet(() -> Position.endOf(table.nodeId(), last)));
            readers.add(reader);
            return reader;
        } finally {
            lock.unlock();
        }
    }

    /// Tells everybody of what was written into a segment, which is on disk; a second time only if the first failed.
    void publish(long segment, List<JournalEntry> written) {
        List<StreamEntry> entries = JournalEntry.asStream(table.nodeId(), segment, written);
        for (StreamEntry entry : entries) {
            for (StreamFollower follower : followers) {
                tell(follower, entry);
            }
        }
        lock.lock();
        try {
            last = segment;
            if (readers.isEmpty()) {
                recent.clear();
                bytes = 0;
                floor = segment;
                return;
            }
            if (!entries.isEmpty()) {
                Published published = new Published(segment, entries, weight(entries));
                recent.add(published);
                bytes += published.bytes();
            }
            while (bytes > maxBytes) {
                Published oldest = recent.remove();
                bytes -= oldest.bytes();
                floor = oldest.segment();
            }
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Up to which segment those that are sealed may be taken away: not what a reader has yet to read.
    public long free(long sealed) {
        if (!open) {
            return trimmed;
        }
        long needed = readers.stream().mapToLong(Reader::needed).min().orElse(Long.MAX_VALUE);
        return Math.min(sealed, needed - 1);
    }

    /// The segments up to this one are about to be taken away.
    public void trimming(long through) {
        trimmed = Math.max(trimmed, through);
    }

    private List<StreamEntry> entries(long segment, byte[] body) {
        try {
            return JournalEntry.asStream(table.nodeId(), segment, JournalBytes.entries(body, layouts));
        } catch (CorruptChunkException e) {
            throw new IllegalStateException(
                    "segment %d of the journal is damaged (%s)".formatted(segment, e.getMessage()), e);
        }
    }

    private static void tell(StreamFollower follower, StreamEntry entry) {
        try {
            follower.follow(entry);
        } catch (RuntimeException e) {
            log.error(
                    "{} failed on samples of host {}; they are stored, its view lacks them",
                    follower.getClass().getSimpleName(),
                    entry.hostId(),
                    e);
        }
    }

    private static long weight(List<StreamEntry> entries) {
        return entries.stream()
                .flatMap(entry -> entry.snapshots().stream())
                .mapToLong(numbered -> JavaBytes.of(numbered.snapshot()))
                .sum();
    }

    private record Published(long segment, List<StreamEntry> entries, long bytes) {}

    /// What a reader gets next.
    public sealed interface Next {

        record Some(StreamBatch batch) implements Next {}

        /// The journal has what is behind one position no more, up to and with another.
        record Gap(Position behind, Position through) implements Next {}

        /// Nothing came meanwhile.
        record Nothing() implements Next {}
    }

    /// One way through the stream. What it is not [#done] with stays in the journal up to a limit.
    ///
    /// **Threads** - confined to one, but for what it needs.
    public final class Reader {

        private volatile Position at;

        private Reader(Position at) {
            this.at = at;
        }

        /// What comes behind what is done, waiting so long for it.
        ///
        /// **Errors** - the database's own, and [IllegalStateException] for a segment that is damaged.
        public Next next(Duration patience) throws InterruptedException {
            long newest;
            lock.lock();
            try {
                long left = patience.toNanos();
                while (isDoneWith(last) && left > 0) {
                    left = arrived.awaitNanos(left);
                }
                if (isDoneWith(last)) {
                    return new Next.Nothing();
                }
                newest = last;
                if (isDoneWith(floor)) {
                    return fromMemory();
                }
            } finally {
                lock.unlock();
            }
            return fromTable(newest);
        }

        /// It is done with everything up to a position.
        public void done(Position position) {
            at = position;
        }

        /// The first segment that it is not done with.
        private long needed() {
            Position done = at;
            return done.isEnd() ? done.segment() + 1 : done.segment();
        }

        private boolean isDoneWith(long segment) {
            return needed() > segment;
        }

        private Next fromMemory() {
            List<StreamEntry> found = new ArrayList<>();
            long through = last;
            for (Published published : recent) {
                add(published.entries(), found);
                if (found.size() >= MAX_READ) {
                    through = published.segment();
                    break;
                }
            }
            return answer(found, through);
        }

        /// Nothing that is newer than the newest that was told: it may not be on the disk yet.
        private Next fromTable(long newest) {
            if (!isDoneWith(trimmed)) {
                return gap();
            }
            List<StreamEntry> found = new ArrayList<>();
            long[] left = {MAX_READ_BYTES};
            boolean[] isWhole = {true};
            long read = table.forSome(needed() - 1, newest, (number, body) -> {
                add(entries(number, body), found);
                left[0] -= body.length;
                isWhole[0] = found.size() < MAX_READ && left[0] > 0;
                return isWhole[0];
            });
            if (!isDoneWith(trimmed)) {
                // It was taken away while it was read.
                return gap();
            }
            return answer(found, isWhole[0] ? newest : read);
        }

        private Next answer(List<StreamEntry> found, long segment) {
            Position through = Position.endOf(table.nodeId(), segment);
            if (found.isEmpty()) {
                // Segments whose writing failed.
                done(through);
                return new Next.Nothing();
            }
            return new Next.Some(new StreamBatch(found, through));
        }

        private Next gap() {
            return new Next.Gap(at, Position.endOf(table.nodeId(), trimmed));
        }

        private void add(List<StreamEntry> some, List<StreamEntry> found) {
            some.stream().filter(entry -> entry.position().compareTo(at) > 0).forEach(found::add);
        }
    }
}
