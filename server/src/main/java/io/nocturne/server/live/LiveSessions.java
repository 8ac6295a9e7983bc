package io.nocturne.server.live;

import io.nocturne.server.access.AccessRevoked;
import io.nocturne.server.fleet.HostChanged;
import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.ingest.SampleTap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Every connected client; hands samples and changes of hosts to each.
///
/// **Threads** - safe; handing over only queues.
@Component
class LiveSessions implements SampleTap {

    private final Set<LiveSession> sessions = ConcurrentHashMap.newKeySet();

    private final ExecutorService executor;

    LiveSessions(ExecutorService peerExecutor) {
        this.executor = peerExecutor;
    }

    void add(LiveSession session) {
        sessions.add(session);
    }

    void remove(LiveSession session) {
        sessions.remove(session);
        session.close();
    }

    int size() {
        return sessions.size();
    }

    @Override
    public void onAccepted(Accepted accepted) {
        String hostId = accepted.hostId().toString();
        for (LiveSession session : sessions) {
            for (NumberedSnapshot snapshot : accepted.snapshots()) {
                session.offer(hostId, accepted.layout(), snapshot.snapshot());
            }
        }
    }

    @EventListener
    void on(HostChanged change) {
        sessions.forEach(session -> session.outbox().offerHost(change.host()));
    }

    /// Each on a thread of its own: closing waits for a client that does not read.
    @EventListener
    void on(AccessRevoked revoked) {
        sessions.stream()
                .filter(session -> session.restsOn(revoked))
                .forEach(session -> executor.execute(session::end));
    }

    /// Before the web server stops: it would wait for the writing threads otherwise.
    @EventListener(ContextClosedEvent.class)
    void closeAll() {
        sessions.forEach(LiveSession::close);
    }
}
