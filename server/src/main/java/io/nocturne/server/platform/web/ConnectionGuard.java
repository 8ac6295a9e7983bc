package io.nocturne.server.platform.web;

import io.nocturne.server.platform.config.ConnectionLimits;
import io.nocturne.server.platform.web.Visit.Doing;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which connections of one port may stay: only so many, only so many from one address, and none that takes for ever
/// to agree on TLS or to say what it wants. When there is no room, one that waits goes and the newcomer gets in; those
/// that never asked for anything go first.
///
/// **Unit** - times are nanoseconds of the clock it is given.
/// **Threads** - safe.
final class ConnectionGuard {

    /// From the first byte of a request, or from the connection's own begin, to the end of the request's head.
    static final Duration HEAD_PATIENCE = Duration.ofSeconds(10);
    /// More than the connector's own keep-alive: that one starts anew with every byte, also one that means nothing.
    static final Duration REST_PATIENCE = Duration.ofSeconds(75);
    /// A newcomer has this long before it may have to go for another one.
    static final Duration GRACE = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(ConnectionGuard.class);
    private static final Duration LOG_EVERY = Duration.ofMinutes(1);

    private final ConnectionLimits limits;
    private final LongSupplier nanos;
    private final Map<SocketChannel, Visit> visits = new ConcurrentHashMap<>();
    private final AtomicLong saidAt;

    ConnectionGuard(ConnectionLimits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
        this.saidAt = new AtomicLong(nanos.getAsLong() - LOG_EVERY.toNanos());
    }

    /// Lets a connection in, or not. `evicted` is told which connection must be closed for it.
    boolean admit(SocketChannel channel, String address, Eviction evicted) {
        long now = nanos.getAsLong();
        long here = visits.values().stream()
                .filter(visit -> visit.address().equals(address) && visit.doing() != Doing.LEAVING)
                .count();
        if (here >= limits.perAddress() && !makeRoom(visit -> visit.address().equals(address), now, evicted)) {
            say(
                    now,
                    "{} has {} connections open, as many as one address may have; its next one was closed",
                    address,
                    here);
            return false;
        }
        // A little below the connector's own limit: at that it stops to accept at all.
        if (visits.size() >= limits.max() - Math.max(1, limits.max() / 16) && makeRoom(_ -> true, now, evicted)) {
            say(now, "{} connections are open; one that waited was closed for a new one of {}", visits.size(), address);
        }
        visits.put(channel, new Visit(channel, address, now));
        return true;
    }

    Optional<Visit> visit(SocketChannel channel) {
        return Optional.ofNullable(visits.get(channel));
    }

    void left(SocketChannel channel) {
        visits.remove(channel);
    }

    /// Closes those that took too long; to be called about once a second.
    void sweep(Eviction evicted) {
        long now = nanos.getAsLong();
        for (Visit visit : visits.values()) {
            Duration patience = switch (visit.doing()) {
                case ARRIVING, HEAD -> HEAD_PATIENCE;
                case RESTING -> REST_PATIENCE;
                case BUSY, LIVE, LEAVING -> null;
            };
            if (patience != null && now - visit.since() > patience.toNanos() && visit.leave()) {
                evicted.close(visit);
            }
        }
    }

    int size() {
        return visits.size();
    }

    long now() {
        return nanos.getAsLong();
    }

    private boolean makeRoom(Predicate<Visit> among, long now, Eviction evicted) {
        List<Visit> waiting = visits.values().stream()
                .filter(among)
                .filter(visit -> visit.doing() == Doing.RESTING
                        || (visit.doing() != Doing.BUSY
                                && visit.doing() != Doing.LIVE
                                && visit.doing() != Doing.LEAVING
                                && now - visit.since() > GRACE.toNanos()))
                .sorted(Comparator.comparing((Visit visit) -> visit.doing() == Doing.RESTING)
                        .thenComparingLong(visit -> visit.since() - now))
                .toList();
        for (Visit visit : waiting) {
            if (visit.leave()) {
                evicted.close(visit);
                return true;
            }
        }
        return false;
    }

    private void say(long now, String what, Object... values) {
        long last = saidAt.get();
        if (now - last >= LOG_EVERY.toNanos() && saidAt.compareAndSet(last, now)) {
            log.warn(what, values);
        }
    }

    /// Closes the connection of a visit that has left.
    @FunctionalInterface
    interface Eviction {

        void close(Visit visit);
    }
}
