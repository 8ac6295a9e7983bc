package io.nocturne.server.fleet;

import io.nocturne.model.fleet.AgentEvent;
import io.nocturne.model.fleet.AgentEvents;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.fleet.store.AgentEventStore;
import io.nocturne.server.fleet.store.AgentEventStore.Origin;
import io.nocturne.server.fleet.store.AgentEventStore.StoredEvent;
import io.nocturne.server.fleet.store.AgentEventStore.ToldStop;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/// What agents tell beside their samples: kept first, then told to the registry.
///
/// **Threads** - safe; holds no state of its own.
@Service
class AgentEventLog implements LostSnapshots, Goodbyes {

    private static final Logger log = LoggerFactory.getLogger(AgentEventLog.class);

    /// A host's clock may be far off, and its goodbye counts all the same; but a year is a year.
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final AgentEventStore store;
    private final HostRegistry hosts;
    private final DiskGate disk;
    private final ApplicationEventPublisher publisher;
    private final Clock clock;

    AgentEventLog(
            AgentEventStore store,
            HostRegistry hosts,
            DiskGate disk,
            ApplicationEventPublisher publisher,
            Clock clock) {
        this.store = store;
        this.hosts = hosts;
        this.disk = disk;
        this.publisher = publisher;
        this.clock = clock;
    }

    /// Returns when the events are durable; what was told before is not told again.
    ///
    /// **Errors** - [ProblemException] `request-invalid` naming the event; then none of them is kept.
    void accept(UUID agentId, UUID hostId, AgentEvents told) {
        for (int i = 0; i < told.events().size(); i++) {
            requireSane(i, told.events().get(i));
        }
        disk.require();
        Instant lastSampleAt = host(hostId).lastSampleAt();
        Instant now = clock.instant();
        List<AgentEvent> fresh = store.append(new Origin(agentId, hostId, now, lastSampleAt), told.events());
        if (!fresh.isEmpty()) {
            hosts.told(hostId, fresh);
            fresh.forEach(event -> log.info("{}", line(hostId, event)));
            int lost = (int) fresh.stream()
                    .filter(event -> event.type() == AgentEvent.Type.SNAPSHOTS_LOST)
                    .count();
            if (lost > 0) {
                publisher.publishEvent(new SnapshotsLost(hostId, now, lost));
            }
        }
    }

    @Override
    public List<SnapshotsLost> lostSince(Instant from) {
        return store.lostSince(from).stream()
                .map(lost -> new SnapshotsLost(lost.hostId(), lost.receivedAt(), 1))
                .toList();
    }

    @Override
    public List<Goodbye> goodbyes(UUID hostId) {
        List<Goodbye> goodbyes = new ArrayList<>();
        ToldStop open = null;
        for (ToldStop told : store.comingsAndGoings(hostId)) {
            if (open != null && open.stop() != null) {
                goodbyes.add(new Goodbye(open.stop(), open.receivedAt(), told.receivedAt()));
            }
            open = told;
        }
        if (open != null && open.stop() != null) {
            goodbyes.add(new Goodbye(open.stop(), open.receivedAt(), null));
        }
        return goodbyes;
    }

    /// A host's events, the last to arrive first.
    ///
    /// **Errors** - [ProblemException] `not-found`, or `request-invalid` for a limit out of bounds.
    List<StoredEvent> newest(UUID hostId, int limit) {
        if (limit < 1 || limit > AgentEventStore.KEPT) {
            throw ProblemException.invalid("'limit' must be 1 to %d".formatted(AgentEventStore.KEPT));
        }
        return store.newest(UUID.fromString(host(hostId).hostId()), limit);
    }

    private HostSummary host(UUID hostId) {
        return hosts.find(hostId)
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "there is no host " + hostId));
    }

    private String line(UUID hostId, AgentEvent event) {
        String name = host(hostId).name();
        String detail = event.detail() == null ? "" : ": " + event.detail();
        if (event.type() == AgentEvent.Type.STOPPING) {
            return "host %s said goodbye (%s)%s; it is shown as stopped until it reports again"
                    .formatted(name, event.reason(), detail);
        }
        return "host %s told %s%s".formatted(name, event.type(), detail);
    }

    private static void requireSane(int index, AgentEvent event) {
        if (event.time().isBefore(EARLIEST) || !event.time().isBefore(LATEST)) {
            throw invalid(index, "time %s is not between %s and %s".formatted(event.time(), EARLIEST, LATEST));
        }
    }

    private static ProblemException invalid(int index, String fault) {
        return ProblemException.invalid("events[%d]: %s".formatted(index, fault));
    }
}
