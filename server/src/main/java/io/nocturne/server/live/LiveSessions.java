package io.nocturne.server.live;

import io.nocturne.server.access.AccessRevoked;
import io.nocturne.server.access.Caller;
import io.nocturne.server.alert.AlertsChanged;
import io.nocturne.server.fleet.HostChanged;
import io.nocturne.server.ingest.StreamEntry;
import io.nocturne.server.ingest.StreamFollower;
import io.nocturne.server.notify.DesktopNotice;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;

/// Every connected client; hands samples and changes of hosts and alerts to each, on a thread of its own.
///
/// Told after [io.nocturne.server.series.LatestSnapshots]: a client that subscribes in between finds
/// there what was not handed to it.
///
/// **Threads** - safe; whoever brings samples only queues them, however many clients there are.
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class LiveSessions implements StreamFollower {

    private static final Logger log = LoggerFactory.getLogger(LiveSessions.class);

    private final Set<LiveSession> sessions = ConcurrentHashMap.newKeySet();
    private final Object admission = new Object();
    private final LiveLimits limits;
    private final Clock clock;
    private final FanOut fanOut;

    LiveSessions(LiveLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
        this.fanOut = new FanOut(limits.waitingValues());
    }

    /// Takes a session in; otherwise says why not.
    Optional<CloseStatus> add(LiveSession session) {
        synchronized (admission) {
            if (sessions.size() >= limits.sessions()) {
                return Optional.of(LiveClose.tooMany(limits.sessions()));
            }
            String user = session.caller().name();
            long ofUser = sessions.stream()
                    .filter(other -> other.caller().name().equals(user))
                    .count();
            if (ofUser >= limits.sessionsOfUser()) {
                return Optional.of(LiveClose.tooManyOfUser(limits.sessionsOfUser()));
            }
            sessions.add(session);
            return Optional.empty();
        }
    }

    void remove(LiveSession session) {
        sessions.remove(session);
        session.outbox().close();
    }

    int size() {
        return sessions.size();
    }

    @Override
    public void follow(StreamEntry entry) {
        if (!sessions.isEmpty()) {
            fanOut.offer(entry);
        }
    }

    @EventListener
    void on(HostChanged change) {
        if (!sessions.isEmpty()) {
            fanOut.offer(change.host());
        }
    }

    @EventListener
    void on(AlertsChanged change) {
        if (!sessions.isEmpty()) {
            fanOut.offer(change.alerts());
        }
    }

    @EventListener
    void on(DesktopNotice notice) {
        if (!sessions.isEmpty()) {
            fanOut.offer(notice);
        }
    }

    /// Ends the connections of everybody whom this concerns; returns how many.
    int closeWhere(Predicate<Caller> who, CloseStatus why) {
        int ended = 0;
        for (LiveSession session : sessions) {
            if (who.test(session.caller())) {
                session.end(why);
                ended++;
            }
        }
        return ended;
    }

    @EventListener
    void on(AccessRevoked revoked) {
        closeWhere(revoked::ends, LiveClose.ACCESS_ENDED);
    }

    /// Waits for something to hand out, calls `awake`, and hands it out.
    void handOut(Runnable awake) throws InterruptedException {
        FanOut.Batch batch = fanOut.take();
        awake.run();
        sessions.forEach(session -> handOut(batch, session));
    }

    /// Ends whoever takes nothing; to be called every second.
    void watch() {
        Instant now = clock.instant();
        sessions.forEach(session -> session.watch(now));
    }

    /// Before the web server stops: it would wait for the writing threads otherwise.
    @EventListener(ContextClosedEvent.class)
    void closeAll() {
        closeWhere(_ -> true, LiveClose.STOPPING);
    }

    /// Whoever did not take its farewell is not waited for.
    void cutAll() {
        sessions.forEach(LiveSession::cut);
    }

    /// A fault of one session is its own: it ends, and its client reads what it did not get.
    private static void handOut(FanOut.Batch batch, LiveSession session) {
        try {
            session.offer(batch);
        } catch (RuntimeException | Error e) {
            log.error(
                    "handing samples to a live connection of {} failed; it is closed",
                    session.caller().name(),
                    e);
            session.end(LiveClose.BROKEN);
        }
    }
}
