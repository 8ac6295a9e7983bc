package io.nocturne.server.silence;

import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.loop.BackgroundPart;
import io.nocturne.server.platform.loop.Pace;
import io.nocturne.server.platform.loop.Parts;
import io.nocturne.server.silence.store.AbsenceStore;
import io.nocturne.server.silence.store.SilenceStore;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionTemplate;

/// Wires silences and absences.
@Configuration
class SilenceConfiguration {

    private static final Pace PACE = new Pace(Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofMinutes(1));

    @Bean
    Silences silences(
            SilenceStore store,
            TransactionTemplate transaction,
            AuditLog audit,
            ApplicationEventPublisher events,
            Clock clock) {
        return new Silences(store, transaction, audit, events, clock);
    }

    @Bean
    Absences absences(
            AbsenceStore store,
            TransactionTemplate transaction,
            AuditLog audit,
            ApplicationEventPublisher events,
            Clock clock) {
        return new Absences(store, transaction, audit, events, clock);
    }

    @Bean
    Mutes mutes(Silences silences, Absences absences) {
        return new StandingMutes(silences, absences);
    }

    @Bean
    SilenceTick silenceTick(Silences silences, DiskGate gate, Parts supervised, ExecutorService peerExecutor) {
        return new SilenceTick(silences, gate, new BackgroundPart(supervised.part("silences", PACE), peerExecutor));
    }

    /// Has silences that are over forgotten.
    record SilenceTick(Silences silences, DiskGate gate, BackgroundPart part) {

        private static final long MILLIS = 60_000;

        @Scheduled(fixedRate = MILLIS, initialDelay = MILLIS)
        void tick() {
            part.attempt(() -> {
                if (gate.isOpen(DiskGate.Purpose.RECORDS)) {
                    silences.tidy();
                }
            });
        }
    }
}
