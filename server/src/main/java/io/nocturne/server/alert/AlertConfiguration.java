package io.nocturne.server.alert;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.server.alert.store.AlertFence;
import io.nocturne.server.alert.store.AlertStore;
import io.nocturne.server.alert.store.EvidenceStore;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.fleet.HostRegistry;
import io.nocturne.server.fleet.LostSnapshots;
import io.nocturne.server.fleet.SnapshotsLost;
import io.nocturne.server.platform.database.DiskFullException;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.lease.Leases;
import io.nocturne.server.platform.loop.BackgroundPart;
import io.nocturne.server.platform.loop.Pace;
import io.nocturne.server.platform.loop.Parts;
import io.nocturne.server.rule.RuleBook;
import io.nocturne.server.rule.RulesChanged;
import io.nocturne.server.series.LatestSnapshots;
import io.nocturne.server.series.RecentSamples;
import io.nocturne.server.series.SeriesQuery;
import io.nocturne.server.silence.Mutes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/// Wires what judges samples, and moves its clock.
@Configuration(proxyBeanMethods = false)
class AlertConfiguration {

    private static final Logger log = LoggerFactory.getLogger(AlertConfiguration.class);

    private static final Pace PACE = new Pace(Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofSeconds(10));
    private static final Duration LOSSES_KEPT = Duration.ofDays(7);

    @Bean
    KnownHosts knownHosts(HostRegistry hosts) {
        return new Registry(hosts);
    }

    @Bean
    AlertFace alertFace(Mutes mutes, Clock clock) {
        return new AlertFace(mutes, new Suppressed(), clock);
    }

    @Bean
    AlertBook alertBook(
            AlertStore store,
            TransactionTemplate transaction,
            AlertFence fence,
            AlertFace face,
            DiskGate gate,
            ApplicationEventPublisher events,
            Clock clock) {
        return new AlertBook(store, transaction, fence::hold, gate, face::of, events, clock);
    }

    @Bean
    Losses losses(LostSnapshots told, Clock clock) {
        Losses losses = new Losses();
        told.lostSince(clock.instant().minus(LOSSES_KEPT)).forEach(losses::add);
        return losses;
    }

    @Bean
    AlertEngine alertEngine(
            AlertBook book,
            AlertStore store,
            RecentSamples recent,
            RuleBook rules,
            Mutes mutes,
            KnownHosts hosts,
            Losses losses,
            Leases leases) {
        return new AlertEngine(
                book,
                store,
                new Watches(recent),
                rules,
                hosts,
                mutes,
                losses,
                () -> leases.node().nodeId());
    }

    @Bean
    AlertService alertService(
            AlertBook book, AlertStore store, KnownHosts hosts, AlertFace face, AuditLog audit, Clock clock) {
        return new AlertService(book, store, hosts, face, audit, clock);
    }

    @Bean
    EvidenceRecord evidenceRecord(
            EvidenceStore store,
            RecentSamples recent,
            SeriesQuery query,
            LatestSnapshots latest,
            DiskGate gate,
            Clock clock) {
        return new EvidenceRecord(store, recent, query, latest::of, gate, clock);
    }

    @Bean
    MeterBinder alertMeters(AlertEngine engine, EvidenceRecord evidence) {
        return registry -> {
            FunctionCounter.builder("nocturne.alerts.gaps", engine, AlertEngine::gaps)
                    .description("How often samples were gone from the journal before they were judged")
                    .register(registry);
            FunctionCounter.builder("nocturne.alerts.evidence.left.out", evidence, EvidenceRecord::leftOut)
                    .description("Raises without evidence because too many came at once")
                    .register(registry);
            FunctionCounter.builder("nocturne.alerts.evidence.cut", evidence, EvidenceRecord::cut)
                    .description("Raises without what came after them because too many waited")
                    .register(registry);
        };
    }

    @Bean
    AlertUpkeep alertUpkeep(AlertStore store, TransactionTemplate transaction, DiskGate gate, Clock clock) {
        return new AlertUpkeep(store, transaction, gate, clock);
    }

    @Bean
    ForecastRound forecastRound(AlertEngine engine, RuleBook rules, KnownHosts hosts, SeriesQuery query, Clock clock) {
        return new ForecastRound(engine, rules, hosts, query, clock);
    }

    @Bean
    AlertTick alertTick(
            AlertEngine engine,
            ForecastRound forecasts,
            EvidenceRecord evidence,
            AlertUpkeep upkeep,
            Parts supervised,
            ExecutorService peerExecutor) {
        return new AlertTick(
                engine,
                forecasts,
                evidence,
                upkeep,
                new BackgroundPart(supervised.part("alert-tick", PACE), peerExecutor),
                new BackgroundPart(supervised.part("alert-forecasts", PACE), peerExecutor),
                new BackgroundPart(supervised.part("alert-evidence", PACE), peerExecutor),
                new BackgroundPart(supervised.part("alert-upkeep", PACE), peerExecutor));
    }

    @Bean
    AlertEars alertEars(AlertEngine engine, Losses losses, EvidenceRecord evidence) {
        return new AlertEars(engine, losses, evidence);
    }

    /// Gives what has no sample of its own its turns.
    record AlertTick(
            AlertEngine engine,
            ForecastRound forecasts,
            EvidenceRecord evidence,
            AlertUpkeep upkeep,
            BackgroundPart judging,
            BackgroundPart foreseeing,
            BackgroundPart recording,
            BackgroundPart tidying) {

        private static final long MILLIS = 1_000;
        private static final long FORECAST_MILLIS = 60_000;
        private static final long UPKEEP_MILLIS = 600_000;

        @Scheduled(fixedRate = MILLIS, initialDelay = MILLIS)
        void judge() {
            judging.attempt(engine::tick);
        }

        @Scheduled(fixedRate = FORECAST_MILLIS, initialDelay = FORECAST_MILLIS)
        void foresee() {
            foreseeing.attempt(forecasts::turn);
        }

        @Scheduled(fixedRate = MILLIS, initialDelay = MILLIS)
        void record() {
            recording.attempt(evidence::turn);
        }

        @Scheduled(fixedRate = UPKEEP_MILLIS, initialDelay = UPKEEP_MILLIS)
        void tidy() {
            tidying.attempt(upkeep::turn);
        }
    }

    /// Hears what other modules publish.
    record AlertEars(AlertEngine engine, Losses losses, EvidenceRecord evidence) {

        /// Who edited a rule need not hear that it could not be looked at yet: the next tick does it.
        @EventListener
        void on(RulesChanged changed) {
            try {
                engine.on(changed);
            } catch (DataAccessException | TransactionException | DiskFullException e) {
                log.warn("alerts are judged anew by rules that changed with the next tick: {}", e.getMessage());
            }
        }

        @EventListener
        void on(SnapshotsLost lost) {
            losses.add(lost);
        }

        @EventListener
        void on(Raised raised) {
            evidence.raised(raised);
        }
    }

    private record Registry(HostRegistry hosts) implements KnownHosts {

        @Override
        public List<HostSummary> all() {
            return hosts.all();
        }

        @Override
        public Optional<HostSummary> find(UUID hostId) {
            return hosts.find(hostId);
        }
    }
}
