package io.nocturne.server.fleet;

import io.nocturne.server.fleet.store.AgentEventStore;
import io.nocturne.server.fleet.store.HostStore;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.lease.Leases;
import io.nocturne.server.platform.loop.BackgroundPart;
import io.nocturne.server.platform.loop.Pace;
import io.nocturne.server.platform.loop.Part;
import io.nocturne.server.platform.loop.Parts;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;

/// Wires the registry and moves its clock.
@Configuration
class FleetConfiguration {

    private static final long TICK_MILLIS = 500;
    private static final Pace PACE = new Pace(Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(10));

    @Bean
    HostRegistry hostRegistry(
            HostStore store, AgentEventStore told, Leases leases, Clock clock, ApplicationEventPublisher events) {
        return new HostRegistry(store, told, leases.aliveBefore().orElse(null), clock, events);
    }

    @Bean
    LocalTick localTick(LocalEnrollment local, DiskGate gate, Parts supervised, ExecutorService peerExecutor) {
        return new LocalTick(local, gate, new BackgroundPart(supervised.part("local-token", PACE), peerExecutor));
    }

    @Bean
    FleetTick fleetTick(HostRegistry registry, Parts supervised) {
        return new FleetTick(registry, supervised.part("fleet-states", PACE));
    }

    /// Keeps the token for agents beside this server from being that of a server which is gone.
    record LocalTick(LocalEnrollment local, DiskGate gate, BackgroundPart part) {

        private static final long MILLIS = 60_000;

        @Scheduled(fixedRate = MILLIS)
        void tick() {
            part.attempt(() -> {
                if (gate.isOpen(DiskGate.Purpose.RECORDS)) {
                    local.keep();
                }
            });
        }
    }

    /// Twice a second, so that a host is called stale at most half a second late.
    record FleetTick(HostRegistry registry, Part part) {

        @Scheduled(fixedRate = TICK_MILLIS)
        void tick() {
            part.tick(Duration.ofMillis(TICK_MILLIS), registry::updateStates);
        }
    }
}
