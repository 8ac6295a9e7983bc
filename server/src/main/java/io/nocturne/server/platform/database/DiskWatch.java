package io.nocturne.server.platform.database;

import io.nocturne.server.platform.database.DiskGate.Purpose;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches the disk that the database lies on, and says when it is too full to write to: a database that runs out
/// of disk in the middle of a write is worse than one that refuses samples for a while.
///
/// **Threads** - safe.
public final class DiskWatch {

    private static final Logger log = LoggerFactory.getLogger(DiskWatch.class);

    private static final long RESERVE_BYTES = 512L << 20;
    private static final int RESERVE_SHARE = 20;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration NOTE_EVERY = Duration.ofMinutes(10);
    private static final Duration NOTES_FOR = Duration.ofDays(1);

    private final Space space;
    private final Clock clock;
    private final Deque<Note> notes = new ArrayDeque<>();
    private final Set<Purpose> stopped = ConcurrentHashMap.newKeySet();
    private volatile Instant nextLook = Instant.MIN;

    DiskWatch(Space space, Clock clock) {
        this.space = space;
        this.clock = clock;
    }

    /// The file system of H2's file.
    public static DiskWatch of(FileStore store, Clock clock) {
        return new DiskWatch(
                new Space() {
                    @Override
                    public long total() throws IOException {
                        return store.getTotalSpace();
                    }

                    @Override
                    public Optional<Long> free() throws IOException {
                        return Optional.of(store.getUsableSpace());
                    }
                },
                clock);
    }

    /// For a database that runs elsewhere and watches its own disk.
    public static DiskWatch none(Clock clock) {
        return new DiskWatch(
                new Space() {
                    @Override
                    public long total() {
                        return 0;
                    }

                    @Override
                    public Optional<Long> free() {
                        return Optional.empty();
                    }
                },
                clock);
    }

    /// Whether samples are refused.
    public boolean isFull() {
        return stopped.contains(Purpose.SAMPLES);
    }

    /// As the last look says, which is not older than a second.
    boolean hasRoomFor(Purpose purpose) {
        if (!clock.instant().isBefore(nextLook)) {
            look();
        }
        return !stopped.contains(purpose);
    }

    public Optional<Long> freeBytes() {
        try {
            return space.free();
        } catch (IOException e) {
            throw new UncheckedIOException("the free space of the data directory cannot be read", e);
        }
    }

    /// By how much free space shrinks in a day, as it did over the last one or since the start.
    public synchronized Optional<Long> bytesPerDay() {
        if (notes.size() < 2) {
            return Optional.empty();
        }
        Note first = notes.getFirst();
        Note last = notes.getLast();
        double days = Duration.between(first.at(), last.at()).toMillis()
                / (double) Duration.ofDays(1).toMillis();
        return Optional.of(Math.round((first.free() - last.free()) / days));
    }

    /// When the reserve is reached at the present rate.
    public Optional<Instant> fullAt() {
        Optional<Long> rate = bytesPerDay().filter(bytes -> bytes > 0);
        Optional<Long> free = freeBytes();
        if (rate.isEmpty() || free.isEmpty()) {
            return Optional.empty();
        }
        double days = Math.max(0, free.get() - reserve()) / (double) rate.get();
        return Optional.of(clock.instant()
                .plusMillis(
                        Math.round(Math.min(days, 36_500) * Duration.ofDays(1).toMillis())));
    }

    /// Looks at the disk; to be called every second.
    public void look() {
        nextLook = clock.instant().plus(LOOK_EVERY);
        freeBytes().ifPresent(free -> {
            note(free);
            judge(free);
        });
    }

    private synchronized void judge(long free) {
        long reserve = reserve();
        for (Purpose purpose : Purpose.values()) {
            long needed = reserve / purpose.shareOfReserve();
            if (free < needed && stopped.add(purpose)) {
                log.error(
                        "the disk of the data directory has {} MB left, less than the {} MB that are kept free: no {} are taken until there is more; agents keep theirs and try again",
                        free >> 20,
                        needed >> 20,
                        purpose.things());
            } else if (free > needed + needed / 4 && stopped.remove(purpose)) {
                log.info(
                        "the disk of the data directory has {} MB left again: {} are taken",
                        free >> 20,
                        purpose.things());
            }
        }
    }

    private synchronized void note(long free) {
        Instant now = clock.instant();
        Note last = notes.peekLast();
        if (last == null || !now.isBefore(last.at().plus(NOTE_EVERY))) {
            notes.addLast(new Note(now, free));
            while (notes.getFirst().at().isBefore(now.minus(NOTES_FOR))) {
                notes.removeFirst();
            }
        }
    }

    /// 512 MB, or a twentieth of a small disk.
    private long reserve() {
        try {
            return Math.min(RESERVE_BYTES, space.total() / RESERVE_SHARE);
        } catch (IOException e) {
            throw new UncheckedIOException("the size of the data directory's disk cannot be read", e);
        }
    }

    /// A file system.
    interface Space {

        long total() throws IOException;

        /// **Absent** - where there is nothing to watch.
        Optional<Long> free() throws IOException;
    }

    private record Note(Instant at, long free) {}
}
