package io.nocturne.server.platform.database;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What every write to the database asks first: whether its disk has room for a thing of that purpose, and whether the
/// database is this server's still.
///
/// The reserve of [DiskWatch] is used up in an order: samples stop first, because agents keep them; then whatever
/// else is written down; what a sign-in writes stops last. Reading asks nobody.
///
/// **Errors** - [DiskFullException], which a caller sees as `unavailable`.
/// **Threads** - safe.
public final class DiskGate {

    private static final Logger log = LoggerFactory.getLogger(DiskGate.class);

    /// After the database has said that it cannot write, so long nothing is tried.
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final DiskWatch watch;
    private final Clock clock;
    private volatile Instant pausedUntil = Instant.MIN;
    private volatile @Nullable String shut;

    public DiskGate(DiskWatch watch, Clock clock) {
        this.watch = watch;
        this.clock = clock;
    }

    /// For everything that is written down and is neither a sample nor a sign-in: enrollments, events, users, tokens.
    public void require() {
        require(Purpose.RECORDS);
    }

    public void require(Purpose purpose) {
        String why = shut;
        if (why != null) {
            throw new DiskFullException(why);
        }
        if (!isOpen(purpose)) {
            throw new DiskFullException(
                    "the disk of the server's database is nearly full; it takes no %s".formatted(purpose.things()));
        }
    }

    public boolean isOpen(Purpose purpose) {
        return shut == null && !clock.instant().isBefore(pausedUntil) && watch.hasRoomFor(purpose);
    }

    /// Nothing is written any more as long as this server runs.
    public void shut(String why) {
        shut = why;
    }

    /// The database said that it cannot write.
    void noRoom() {
        Instant now = clock.instant();
        if (!now.isBefore(pausedUntil)) {
            log.error(
                    "the database cannot write to its disk; nothing is written for {} s, and then it is tried again: agents keep what they have",
                    PAUSE.toSeconds());
        }
        pausedUntil = now.plus(PAUSE);
    }

    public DiskWatch watch() {
        return watch;
    }

    /// What a write is for, the first to stop first.
    public enum Purpose {
        SAMPLES("samples", 1),
        RECORDS("changes", 2),
        SIGN_IN("sign-ins to be renewed", 8);

        private final String things;
        private final int shareOfReserve;

        Purpose(String things, int shareOfReserve) {
            this.things = things;
            this.shareOfReserve = shareOfReserve;
        }

        String things() {
            return things;
        }

        /// It stops when less than this part of the reserve is left.
        int shareOfReserve() {
            return shareOfReserve;
        }
    }
}
