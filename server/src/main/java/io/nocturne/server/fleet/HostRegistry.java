package io.nocturne.server.fleet;

import io.nocturne.model.fleet.AgentEvent;
import io.nocturne.model.fleet.HostDescription;
import io.nocturne.model.fleet.HostEvent;
import io.nocturne.model.fleet.HostState;
import io.nocturne.model.fleet.HostStop;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.fleet.StopReason;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.fleet.store.AgentEventStore;
import io.nocturne.server.fleet.store.HostStore;
import io.nocturne.server.fleet.store.HostStore.StoredHost;
import io.nocturne.server.platform.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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
/// at a start by the store of samples. A goodbye counts until the next sample or the agent's next start. A
/// change is published as [HostChanged], outside any lock.
///
/// **Threads** - safe; each host's record is replaced atomically.
public class HostRegistry {

    private final HostStore store;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final ConcurrentMap<UUID, Heard> hosts = new ConcurrentHashMap<>();

    HostRegistry(HostStore store, AgentEventStore told, Clock clock, ApplicationEventPublisher events) {
        this.store = store;
        this.clock = clock;
        this.events = events;
        store.all().forEach(host -> hosts.put(host.hostId(), Heard.never(host).stopped(lastGoodbye(host, told))));
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

    /// **Errors** - [ProblemException] `not-found` when there is no such host.
    public HostSummary require(UUID hostId) {
        return find(hostId)
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "there is no host " + hostId));
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

    /// Believes what an agent tells, oldest first.
    void told(UUID hostId, List<AgentEvent> news) {
        for (AgentEvent event : news) {
            if (event.type() == AgentEvent.Type.STOPPING) {
                HostStop stop = stop(event.reason(), event.time());
                hosts.computeIfPresent(hostId, (_, heard) -> heard.stopped(stop));
            } else if (isSignOfLife(event.type())) {
                hosts.computeIfPresent(hostId, (_, heard) -> heard.stopped(null));
            }
        }
        Heard heard = hosts.get(hostId);
        if (heard != null) {
            publishIfStateChanged(hostId, heard);
        }
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

    /// The goodbye that is the last word of a host's agent, if it is.
    private static @Nullable HostStop lastGoodbye(StoredHost host, AgentEventStore told) {
        return told.newest(host.hostId(), AgentEventStore.MAX_EVENTS_PER_HOST).stream()
                .filter(event -> event.type() == AgentEvent.Type.STOPPING || isSignOfLife(event.type()))
                .findFirst()
                .filter(event -> event.type() == AgentEvent.Type.STOPPING)
                .map(HostRegistry::stop)
                .orElse(null);
    }

    private static boolean isSignOfLife(AgentEvent.Type type) {
        return type == AgentEvent.Type.STARTED || type == AgentEvent.Type.RESUMED;
    }

    private static HostStop stop(HostEvent event) {
        return stop(event.reason(), event.time());
    }

    private static HostStop stop(@Nullable StopReason reason, Instant at) {
        return new HostStop(Objects.requireNonNullElse(reason, StopReason.AGENT_STOPPED), at);
    }

    /// A host, when it was heard of, and its goodbye; `published` is the state that everybody was last told.
    private record Heard(
            StoredHost host,
            @Nullable Instant sampleAt,
            @Nullable Instant receivedAt,
            @Nullable HostStop stop,
            HostState published) {

        static Heard never(StoredHost host) {
            return new Heard(host, null, null, null, HostState.NEVER_REPORTED);
        }

        Heard described(StoredHost host) {
            return new Heard(host, sampleAt, receivedAt, stop, published);
        }

        Heard stopped(@Nullable HostStop goodbye) {
            return new Heard(host, sampleAt, receivedAt, goodbye, published);
        }

        Heard published(HostState state) {
            return new Heard(host, sampleAt, receivedAt, stop, state);
        }

        Heard at(Instant newSampleAt, Instant newReceivedAt, @Nullable Long intervalMillis) {
            Instant newest = sampleAt == null || newSampleAt.isAfter(sampleAt) ? newSampleAt : sampleAt;
            StoredHost newHost = intervalMillis == null ? host : host.withInterval(intervalMillis);
            boolean isBack = stop != null && newSampleAt.isAfter(stop.at());
            return new Heard(newHost, newest, newReceivedAt, isBack ? null : stop, published);
        }

        HostState state(Instant now) {
            return HostState.of(sampleAt, stop, Duration.ofMillis(host.intervalMillis()), now);
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
                    receivedAt,
                    stop);
        }
    }
}
