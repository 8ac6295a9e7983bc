package io.nocturne.server.series;

import io.nocturne.model.sample.Snapshot;
import io.nocturne.server.fleet.HostRegistry;
import io.nocturne.server.ingest.StreamEntry;
import io.nocturne.server.ingest.StreamFollower;
import io.nocturne.server.series.SeriesQuery.LatestSnapshot;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// The newest snapshot of every host, in memory; read back from the store at a start.
///
/// Follows the stream before the live sessions do, so that who subscribes misses nothing.
///
/// **Threads** - safe.
@Component
@Order(0)
public class LatestSnapshots implements StreamFollower, InitializingBean {

    private final SeriesQuery query;
    private final HostRegistry hosts;
    private final ConcurrentMap<UUID, LatestSnapshot> newest = new ConcurrentHashMap<>();

    LatestSnapshots(SeriesQuery query, HostRegistry hosts) {
        this.query = query;
        this.hosts = hosts;
    }

    /// Before the first request is served: a console that connects at once sees what was known before
    /// the restart.
    @Override
    public void afterPropertiesSet() {
        hosts.all().forEach(host -> {
            UUID hostId = UUID.fromString(host.hostId());
            query.latest(hostId).ifPresent(latest -> {
                newest.merge(hostId, latest, LatestSnapshots::later);
                hosts.remembered(hostId, latest.snapshot().time());
            });
        });
    }

    @Override
    public void follow(StreamEntry entry) {
        Snapshot last = withoutProcesses(entry.newest().snapshot());
        newest.merge(entry.hostId(), new LatestSnapshot(entry.layout(), last), LatestSnapshots::later);
    }

    public Optional<LatestSnapshot> of(UUID hostId) {
        return Optional.ofNullable(newest.get(hostId));
    }

    /// Every host's, unordered.
    public Map<UUID, LatestSnapshot> all() {
        return Map.copyOf(newest);
    }

    /// A process table is much larger than the values, and the store has it.
    private static Snapshot withoutProcesses(Snapshot snapshot) {
        return snapshot.processes().isEmpty() ? snapshot : new Snapshot(snapshot.time(), snapshot.values());
    }

    private static LatestSnapshot later(LatestSnapshot a, LatestSnapshot b) {
        return b.snapshot().time().isBefore(a.snapshot().time()) ? a : b;
    }
}
