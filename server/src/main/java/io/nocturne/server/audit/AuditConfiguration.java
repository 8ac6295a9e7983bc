package io.nocturne.server.audit;

import io.nocturne.server.audit.store.SecurityEventStore;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;

/// Wires the record of security events and moves its clock.
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    private static final long FLUSH_MILLIS = 2_000;
    private static final long TRIM_MILLIS = 600_000;

    @Bean
    AuditLog auditLog(SecurityEventStore store, Clock clock) {
        return new AuditLog(store, clock);
    }

    @Bean
    AuditTick auditTick(AuditLog audit, ExecutorService peerExecutor) {
        return new AuditTick(audit, peerExecutor);
    }

    /// Writes on a thread of its own, one write at a time: a database that hangs does not hold up the other ticks.
    static final class AuditTick {

        private final AuditLog audit;
        private final ExecutorService executor;
        private final AtomicBoolean busy = new AtomicBoolean();

        AuditTick(AuditLog audit, ExecutorService executor) {
            this.audit = audit;
            this.executor = executor;
        }

        @Scheduled(fixedRate = FLUSH_MILLIS)
        void flush() {
            run(() -> audit.flush(false));
        }

        @Scheduled(fixedRate = TRIM_MILLIS, initialDelay = TRIM_MILLIS)
        void trim() {
            run(audit::trim);
        }

        @PreDestroy
        void last() {
            audit.flush(true);
        }

        private void run(Runnable write) {
            if (busy.compareAndSet(false, true)) {
                executor.execute(() -> {
                    try {
                        write.run();
                    } finally {
                        busy.set(false);
                    }
                });
            }
        }
    }
}
