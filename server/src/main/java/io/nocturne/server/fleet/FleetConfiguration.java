package io.nocturne.server.fleet;

import io.nocturne.server.fleet.store.AgentEventStore;
import io.nocturne.server.fleet.store.HostStore;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;

/// Wires the registry and moves its clock.
@Configuration
class FleetConfiguration {

    private static final long TICK_MILLIS = 500;

    @Bean
    HostRegistry hostRegistry(HostStore store, AgentEventStore told, Clock clock, ApplicationEventPublisher events) {
        return new HostRegistry(store, told, clock, events);
    }

    @Bean
    FleetTick fleetTick(HostRegistry registry) {
        return new FleetTick(registry);
    }

    /// Twice a second, so that a host is called stale at most half a second late.
    record FleetTick(HostRegistry registry) {

        @Scheduled(fixedRate = TICK_MILLIS)
        void tick() {
            registry.updateStates();
        }
    }
}
