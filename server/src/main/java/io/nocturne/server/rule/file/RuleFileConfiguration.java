package io.nocturne.server.rule.file;

import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.platform.config.ServerConfig;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.loop.BackgroundPart;
import io.nocturne.server.platform.loop.Pace;
import io.nocturne.server.platform.loop.Parts;
import io.nocturne.server.rule.AlertsFileSection;
import io.nocturne.server.rule.Rules;
import io.nocturne.server.rule.store.RuleStore;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;

/// Wires the reading of `alerts.yml` and moves its clock.
@Configuration(proxyBeanMethods = false)
class RuleFileConfiguration {

    private static final Pace PACE = new Pace(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofMinutes(1));

    @Bean
    AlertsFileReader alertsFileReader(ObjectProvider<AlertsFileSection> sections) {
        return AlertsFileReader.of(sections.orderedStream().toList());
    }

    @Bean
    AlertsFileWatch alertsFileWatch(
            ServerConfig config,
            AlertsFileReader reader,
            Rules rules,
            RuleStore store,
            AuditLog audit,
            DiskGate disk,
            Clock clock) {
        return new AlertsFileWatch(config.alertsFile(), reader, rules, store, audit, disk, clock);
    }

    @Bean
    AlertsFileTick alertsFileTick(AlertsFileWatch watch, Parts supervised, ExecutorService peerExecutor) {
        return new AlertsFileTick(watch, new BackgroundPart(supervised.part("alerts-file", PACE), peerExecutor));
    }

    /// So often that a change, which is seen twice before it is taken up, counts within five seconds.
    record AlertsFileTick(AlertsFileWatch watch, BackgroundPart part) {

        private static final long MILLIS = 2_500;

        @Scheduled(fixedRate = MILLIS)
        void tick() {
            part.attempt(watch::look);
        }
    }
}
