package io.nocturne.server.fleet;

import io.nocturne.model.fleet.AgentEvent;
import io.nocturne.model.fleet.HostDescription;
import io.nocturne.model.fleet.HostState;
import io.nocturne.model.fleet.HostStop;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.server.fleet.store.AgentEventStore;
import io.nocturne.server.fleet.store.HostStore;
import io.nocturne.server.fleet.store.HostStore.StoredHost;
import io.nocturne.server.platform.web.Page;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.annotation.Transactional;

/// Every host, what it says of itself, whether its data is fresh, and whether its agent said goodbye.
///
/// What a host says is kept in the database, its goodbye too; when it was last heard of is kept in memory
/// and told again at a start by the store of samples. A change is published as [HostChanged], outside any lock.
///
/// **Threads** - safe; each host's record is replaced atomically.
public class HostRegistry {

    /// Agents that cannot reach the server try it every 15 seconds at the latest.
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final HostStore store;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final @Nullable Instant awaySince;
    private final ConcurrentMap<UUID, Heard> hosts = new ConcurrentHashMap<>();

    /// **Absent** - `awaySince`, when the server was seen alive last, at its first start.
    HostRegistry(
            HostStore store,
            AgentEventStore told,
            @Nullable Instant awaySince,
            Clock clock,
            ApplicationEventPublisher events) {
        this.store = store;
        this.awaySince = awaySince;
        this.clock = clock;
        this.events = events;
        Map<UUID, HostStop> stops = told.lastStops();
        store.all().forEach(host -> hosts.put(host.hostId(), Heard.never(host).withStop(stops.get(host.hostId()))));
    }

    /// Every host, by name.
    public List<HostSummary> all() {
        Instant now = clock.instant();
        return hosts.values().stream()
                .map(heard -> heard.summary(now))
                .sorted(Comparator.comparing(HostSummary::name).thenComparing(HostSummary::hostId))
                .toList();
    }

    /// Some hosts, by name.
    ///
    /// **Errors** - as [Page#of] has them.
    Page<HostSummary> page(@Nullable String cursor, int limit) {
        Instant now = clock.instant();
        return Page.of(
                        hosts.values().stream().sorted(Comparator.comparing(Heard::sortKey)),
                        Heard::sortKey,
                        cursor,
                        limit)
                .map(heard -> heard.summary(now));
    }

    public Optional<HostSummary> find(UUID hostId) {
        return Optional.ofNullable(hosts.get(hostId)).map(heard -> heard.summary(clock.instant()));
    }

    /// Writes down what an enrolling host says of itself; the same machine under the same name is the
    /// same host.
    @Transactional
    public HostSummary enroll(HostDescription description) {
        StoredHost host = store.upsert(description, clock.instant());
        Heard known = hosts.get(host.hostId());
        Heard heard = hosts.compute(
                host.hostId(), (id, before) -> before == null ? Heard.never(host) : before.described(host));
        HostSummary summary = heard.summary(clock.instant());
        events.publishEvent(
                new HostChanged(known == null ? null : known.published().state(), summary));
        return summary;
    }

    /// Takes up a host that enrolled at another server, if it is not known here yet.
    public void meet(UUID hostId) {
        if (!hosts.containsKey(hostId)) {
            store.find(hostId).map(Heard::never).ifPresent(heard -> {
                if (hosts.putIfAbsent(hostId, heard) == null) {
                    events.publishEvent(new HostChanged(null, heard.summary(clock.instant())));
                }
            });
        }
    }

    /// Notes that samples of a host are in the store.
    ///
    /// **Unit** - `sampleAt` the newest sample's time by the agent's clock.
    public void heard(UUID hostId, Instant sampleAt, Instant receivedAt) {
        Heard after = hosts.computeIfPresent(hostId, (_, before) -> before.at(sampleAt, receivedAt));
        if (after != null) {
            publishIfStateChanged(hostId, after);
        }
    }

    /// Notes what was known of a host before the server started: no news to anybody.
    public void remembered(UUID hostId, Instant sampleAt) {
        hosts.computeIfPresent(hostId, (_, before) -> {
            Heard known = before.at(sampleAt, sampleAt);
            Heard after = wasReporting(known) ? known.excused(Instant.MAX) : known;
            return after.published(after.face(clock.instant()));
        });
    }

    /// Deliveries can come from now on: whoever reported when the server went away has some time to do so again.
    public void opened() {
        Instant now = clock.instant();
        hosts.replaceAll((_, heard) -> heard.excusedUntil() == null
                ? heard
                : heard.excused(
                        now.plus(GRACE).plusMillis(heard.host().intervalMillis() * HostState.STALE_AFTER_INTERVALS)));
    }

    /// When the server was seen alive last, the host's data was fresh.
    private boolean wasReporting(Heard heard) {
        return awaySince != null && heard.face(awaySince).state() == HostState.REPORTING;
    }

    /// Notes how often a host's agent takes a snapshot.
    public void interval(UUID hostId, long intervalMillis) {
        Heard before = hosts.get(hostId);
        if (before != null && before.host().intervalMillis() != intervalMillis) {
            store.updateInterval(hostId, intervalMillis);
            hosts.computeIfPresent(hostId, (_, heard) -> heard.every(intervalMillis));
        }
    }

    /// Notes how far a host's clock is ahead of the server's, as its last delivery showed.
    public void clockSkew(UUID hostId, Duration ahead) {
        hosts.computeIfPresent(hostId, (_, heard) -> heard.skewed(ahead));
    }

    /// Notes what a host's agent tells, in the order of its telling. A goodbye holds from now until the
    /// agent says that it is there again or a newer sample comes.
    void told(UUID hostId, List<AgentEvent> news) {
        Heard after = hosts.computeIfPresent(hostId, (id, before) -> before.told(news));
        if (after != null) {
            publishIfStateChanged(hostId, after);
        }
    }

    /// Publishes every host whose state time alone has changed.
    void updateStates() {
        hosts.forEach(this::publishIfStateChanged);
    }

    private void publishIfStateChanged(UUID hostId, Heard heard) {
        Instant now = clock.instant();
        Heard.Face face = heard.face(now);
        if (!face.equals(heard.published()) && hosts.replace(hostId, heard, heard.published(face))) {
            events.publishEvent(new HostChanged(heard.published().state(), heard.summary(now)));
        }
    }
}
