package io.nocturne.server.fleet;

import io.nocturne.model.fleet.AgentEvent;
import io.nocturne.model.fleet.HostEvent;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.fleet.store.AgentEventStore;
import io.nocturne.server.platform.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// Keeps what agents tell of themselves and has the registry believe it.
///
/// **Threads** - safe; the table's key decides between two deliveries of the same event.
@Service
class AgentEventLog {

    static final int MAX_LISTED = 1_000;

    private static final Logger log = LoggerFactory.getLogger(AgentEventLog.class);
    private static final Duration MAX_AHEAD = Duration.ofDays(1);

    private final AgentEventStore store;
    private final HostRegistry hosts;
    private final Clock clock;

    AgentEventLog(AgentEventStore store, HostRegistry hosts, Clock clock) {
        this.store = store;
        this.hosts = hosts;
        this.clock = clock;
    }

    /// Keeps the events of a delivery; when this returns they are committed.
    ///
    /// **Errors** - [ProblemException] `request-invalid` for an event of the future; nothing is kept then.
    void take(UUID agentId, UUID hostId, List<AgentEvent> events) {
        Instant now = clock.instant();
        events.forEach(event -> requirePlausible(event, now));
        List<AgentEvent> fresh = events.stream()
                .filter(event -> store.add(agentId, hostId, event, now))
                .toList();
        store.trim(hostId);
        fresh.forEach(event -> log.info("host {}: {}", hostId, describe(event)));
        hosts.told(hostId, fresh);
    }

    List<HostEvent> newest(UUID hostId, int limit) {
        if (limit < 1 || limit > MAX_LISTED) {
            throw new ProblemException(
                    ProblemCode.REQUEST_INVALID, "parameter 'limit' must be 1 to %d".formatted(MAX_LISTED));
        }
        hosts.require(hostId);
        return store.newest(hostId, limit);
    }

    private static void requirePlausible(AgentEvent event, Instant now) {
        if (event.time().isAfter(now.plus(MAX_AHEAD)) || event.time().isBefore(Instant.EPOCH)) {
            throw new ProblemException(
                    ProblemCode.REQUEST_INVALID,
                    "time %s of %s must be 1970 or later, and at most %d hours ahead of the server's %s"
                            .formatted(event.time(), event.type(), MAX_AHEAD.toHours(), now));
        }
    }

    private static String describe(AgentEvent event) {
        String reason = event.reason() == null ? "" : " " + event.reason();
        String detail = event.detail() == null ? "" : " (" + event.detail().replaceAll("\\p{Cntrl}", "?") + ")";
        return event.type() + reason + " at " + event.time() + detail;
    }
}
