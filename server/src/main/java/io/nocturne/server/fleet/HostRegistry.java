package io.nocturne.server.fleet;

import io.nocturne.model.fleet.HostDescription;
import io.nocturne.model.fleet.HostState;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.server.fleet.store.HostStore;
import io.nocturne.server.fleet.store.HostStore.StoredHost;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.annotation.Transactional;

/// Every host, what it says of itself, and whether its data is fresh.
///
/// What a host says is kept in the database; when it was last heard of is kept in memory and told again
/// at a start by the store of samples. A change is published as [HostChanged], outside any lock.
///
/// **Threads** - safe; each host's record is replaced atomically.
public class HostRegistry {

    private final HostStore store;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final ConcurrentMap<UUID, Heard> hosts = new ConcurrentHashMap<>();

    HostRegistry(HostStore store, Clock clock, ApplicationEventPublisher events) {
        this.store = store;
        this.clock = clock;
        this.events = events;
        store.all().forEach(host -> hosts.put(host.hostId(), Heard.never(host)));
    }

    /// Every host, by name.
    public List<HostSummary> all() {
        Instant now = clock.instant();
        return hosts.values().stream()
                .map(heard -> heard.summary(now))
                .sorted(Comparator.comparing(HostSummary::name).thenComparing(HostSummary::hostId))
                .toList();
    }

    public Optional<HostSummary> find(UUID hostId) {
        return Optional.ofNullable(hosts.get(hostId)).map(heard -> heard.summary(clock.instant()));
    }

    /// Writes down what an enrolling host says of itself; the same machine under the same name is the
    /// same host.
    @Transactional
    public HostSummary enroll(HostDescription description) {
        StoredHost host = store.upsert(description, clock.instant());
        Heard heard = hosts.compute(
                host.hostId(), (id, before) -> before == null ? Heard.never(host) : before.described(host));
        HostSummary summary = heard.summary(clock.instant());
        events.publishEvent(new HostChanged(summary));
        return summary;
    }

    /// Notes that samples of a host are in the store.
    ///
    /// **Unit** - `sampleAt` the newest sample's time by the agent's clock; `intervalMillis` absent
    /// when the agent did not say.
    public void heard(UUID hostId, Instant sampleAt, Instant receivedAt, @Nullable Long intervalMillis) {
        Heard before = hosts.get(hostId);
        if (before == null) {
            return;
        }
        Heard after = hosts.compute(
                hostId, (id, present) -> (present == null ? before : present).at(sampleAt, receivedAt, intervalMillis));
        if (intervalMillis != null && intervalMillis != before.host().intervalMillis()) {
            store.updateInterval(hostId, intervalMillis);
        }
        publishIfStateChanged(hostId, after);
    }

    /// Publishes every host whose state time alone has changed.
    void updateStates() {
        hosts.forEach(this::publishIfStateChanged);
    }

    private void publishIfStateChanged(UUID hostId, Heard heard) {
        Instant now = clock.instant();
        HostState state = heard.state(now);
        if (state != heard.published() && hosts.replace(hostId, heard, heard.published(state))) {
            events.publishEvent(new HostChanged(heard.summary(now)));
        }
    }

    /// A host and when it was heard of; `published` is the state that everybody was last told.
    private record Heard(
            StoredHost host,
            @Nullable Instant sampleAt,
            @Nullable Instant receivedAt,
            HostState published) {

        static Heard never(StoredHost host) {
            return new Heard(host, null, null, HostState.NEVER_REPORTED);
        }

        Heard described(StoredHost host) {
            return new Heard(host, sampleAt, receivedAt, published);
        }

        Heard published(HostState state) {
            return new Heard(host, sampleAt, receivedAt, state);
        }

        Heard at(Instant newSampleAt, Instant newReceivedAt, @Nullable Long intervalMillis) {
            Instant newest = sampleAt == null || newSampleAt.isAfter(sampleAt) ? newSampleAt : sampleAt;
            StoredHost newHost = intervalMillis == null ? host : host.withInterval(intervalMillis);
            return new Heard(newHost, newest, newReceivedAt, published);
        }

        HostState state(Instant now) {
            return HostState.of(sampleAt, Duration.ofMillis(host.intervalMillis()), now);
        }

        HostSummary summary(Instant now) {
            HostDescription said = host.description();
            return new HostSummary(
                    host.hostId().toString(),
                    said.name(),
                    state(now),
                    said.osName(),
                    said.osVersion(),
                    said.architecture(),
                    said.logicalCpus(),
                    said.memoryBytes(),
                    said.agentVersion(),
                    said.tags(),
                    host.intervalMillis(),
                    host.enrolledAt(),
                    sampleAt,
                    receivedAt);
        }
    }
}
