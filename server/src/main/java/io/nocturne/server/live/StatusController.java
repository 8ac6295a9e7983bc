package io.nocturne.server.live;

import io.nocturne.model.fleet.HostState;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.fleet.ServerStatus;
import io.nocturne.server.fleet.HostRegistry;
import io.nocturne.server.ingest.IngestMeter;
import io.nocturne.server.platform.config.ServerVersion;
import io.nocturne.server.platform.loop.Parts;
import io.nocturne.server.series.StoreHealth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// What the server says of itself.
@Tag(name = "Server")
@RestController
class StatusController {

    private final ServerVersion version;
    private final HostRegistry hosts;
    private final IngestMeter meter;
    private final LiveSessions sessions;
    private final StoreHealth store;
    private final Parts supervised;
    private final Clock clock;

    StatusController(
            ServerVersion version,
            HostRegistry hosts,
            IngestMeter meter,
            LiveSessions sessions,
            StoreHealth store,
            Parts supervised,
            Clock clock) {
        this.version = version;
        this.hosts = hosts;
        this.meter = meter;
        this.sessions = sessions;
        this.store = store;
        this.supervised = supervised;
        this.clock = clock;
    }

    @Operation(summary = "What the server says of itself")
    @GetMapping("/api/v1/status")
    ServerStatus status() {
        List<HostSummary> all = hosts.all();
        long reporting =
                all.stream().filter(host -> host.state() == HostState.REPORTING).count();
        return new ServerStatus(
                version.text(),
                version.startedAt(),
                clock.instant(),
                all.size(),
                (int) reporting,
                meter.samplesPerSecond(),
                sessions.size(),
                store.status(),
                supervised.status());
    }
}
