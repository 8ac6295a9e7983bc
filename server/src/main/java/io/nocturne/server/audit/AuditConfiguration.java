package io.nocturne.server.audit;

import io.nocturne.server.audit.store.SecurityEventStore;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.loop.BackgroundPart;
import io.nocturne.server.platform.loop.Pace;
import io.nocturne.server.platform.loop.Parts;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/// Wires the record of security events and moves its clock.
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    private static final Logger log = LoggerFactory.getLogger(AuditConfiguration.class);

    private static final long FLUSH_MILLIS = 2_000;
    private static final long TRIM_MILLIS = 600_000;
    private static final Pace PACE = new Pace(Duration.ofMinutes(1), Duration.ofSeconds(2), Duration.ofSeconds(10));

    @Bean
    AuditLog auditLog(SecurityEventStore store, DiskGate gate, Clock clock) {
        return new AuditLog(store, gate, clock);
    }

    @Bean
    AuditTick auditTick(AuditLog audit, Parts supervised, ExecutorService peerExecutor) {
        return new AuditTick(audit, new BackgroundPart(supervised.part("audit", PACE), peerExecutor));
    }

    /// Moves what happened to the database.
    record AuditTick(AuditLog audit, BackgroundPart part) {

        @Scheduled(fixedRate = FLUSH_MILLIS)
        void flush() {
            part.attempt(() -> audit.flush(false));
        }

        @Scheduled(fixedRate = TRIM_MILLIS, initialDelay = TRIM_MILLIS)
        void trim() {
            part.attempt(audit::trim);
        }

        @PreDestroy
        void last() {
            try {
                audit.flush(true);
            } catch (DataAccessException | TransactionException e) {
                log.warn("the last security events stand in this log only: {}", e.getMessage());
            }
        }
    }
}
