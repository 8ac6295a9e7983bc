package io.nocturne.server.platform.lease;

import io.nocturne.server.platform.database.DatabaseHold;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.database.StoreConnections;
import io.nocturne.server.platform.loop.BackgroundPart;
import io.nocturne.server.platform.loop.Pace;
import io.nocturne.server.platform.loop.Parts;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;

/// Takes the leases at the start and renews them.
@Configuration(proxyBeanMethods = false)
class LeaseConfiguration {

    private static final Pace PACE = new Pace(Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(10));

    /// Until several servers can share a database there is one: its lock is held before anything here begins.
    private static final boolean ALONE = true;

    @Bean(destroyMethod = "close")
    @DependsOnDatabaseInitialization
    Leases leases(StoreConnections connections, DiskGate gate, Clock clock) {
        return Leases.take(
                connections.client(), connections.transaction(), DatabaseHold.hostName(), ALONE, gate, clock);
    }

    @Bean
    LeaseTick leaseTick(Leases leases, Parts supervised, ExecutorService peerExecutor) {
        return new LeaseTick(leases, new BackgroundPart(supervised.part("leases", PACE), peerExecutor));
    }

    /// Six times a term.
    record LeaseTick(Leases leases, BackgroundPart part) {

        private static final long MILLIS = 5_000;

        @Scheduled(fixedRate = MILLIS)
        void tick() {
            part.attempt(leases::renew);
        }
    }
}
