package io.nocturne.server.notify;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.server.access.RateLimits;
import io.nocturne.server.alert.Acknowledgements;
import io.nocturne.server.alert.AlertLog;
import io.nocturne.server.alert.AlertsChanged;
import io.nocturne.server.alert.Suppressions;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.fleet.HostRegistry;
import io.nocturne.server.notify.channel.Channels;
import io.nocturne.server.notify.chart.ChartPicture;
import io.nocturne.server.notify.flow.Roster;
import io.nocturne.server.notify.flow.World;
import io.nocturne.server.notify.store.Contents;
import io.nocturne.server.notify.store.NotifyStore;
import io.nocturne.server.notify.store.ReceiverStore;
import io.nocturne.server.oncall.Contacts;
import io.nocturne.server.oncall.OnCall;
import io.nocturne.server.platform.config.ServerConfig;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.loop.BackgroundPart;
import io.nocturne.server.platform.loop.Pace;
import io.nocturne.server.platform.loop.Parts;
import io.nocturne.server.platform.secret.RandomKey;
import io.nocturne.server.platform.secret.Secrets;
import io.nocturne.server.rule.RuleBook;
import io.nocturne.server.series.RecentSamples;
import io.nocturne.server.silence.Mutes;
import io.nocturne.server.silence.SilencesChanged;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;

/// Wires the way of notifications and moves its clock.
@Configuration(proxyBeanMethods = false)
class NotifyConfiguration {

    private static final Pace PACE = new Pace(Duration.ofSeconds(30), Duration.ofMillis(200), Duration.ofSeconds(5));
    private static final Duration KEPT = Duration.ofDays(90);
    private static final Duration DEFAULT_SETTLE = Duration.ofSeconds(16);
    private static final Duration LONGEST_DRAWING = Duration.ofSeconds(2);
    private static final int LINKS_AT_ONCE = 20;
    private static final int ANSWERS_AT_ONCE = 60;
    private static final int WRONG_CODES = 5;
    private static final int MAX_ADDRESSES = 10_000;

    @Bean
    Receivers receivers(
            ReceiverStore store,
            Secrets secrets,
            SecureRandom random,
            Contents contents,
            Channels types,
            OnCall onCall,
            AuditLog audit,
            Clock clock) {
        SettingsCipher cipher =
                new SettingsCipher(RandomKey.open(secrets, "secrets/receivers.key", "AES", random), random, contents);
        return new Receivers(store, cipher, types, new KnownSchedules(types, onCall::isSchedule), audit, clock);
    }

    @Bean
    RouteList routeList(ReceiverStore store, Receivers receivers, AuditLog audit, Clock clock) {
        return new RouteList(store, receivers, audit, clock);
    }

    @Bean
    Roster roster(OnCall onCall, Contacts contacts, Channels types, Clock clock) {
        return new OnCallRoster(onCall, contacts, types, clock);
    }

    @Bean
    Directory directory(RouteList routes, Receivers receivers, Roster roster) {
        return new Directory(routes, receivers, roster);
    }

    @Bean
    AckLinks ackLinks(
            Secrets secrets, SecureRandom random, ReceiverStore store, ServerAddress serverAddress, Clock clock) {
        return new AckLinks(
                RandomKey.open(secrets, "secrets/ack-links.key", "HmacSHA256", random), store, serverAddress, clock);
    }

    @Bean
    ServerAddress serverAddress(ServerConfig config) {
        return new ServerAddress(config);
    }

    @Bean
    RateLimits ackLinkLimits(Clock clock) {
        return new RateLimits(LINKS_AT_ONCE, Duration.ofSeconds(2), MAX_ADDRESSES, clock);
    }

    @Bean
    AlertAnswers alertAnswers(
            AckLinks links,
            Acknowledgements alerts,
            Desk desk,
            Receivers receivers,
            Directory directory,
            Channels types,
            AuditLog audit,
            DiskGate disk,
            Clock clock) {
        return new AlertAnswers(links, alerts, desk, receivers, directory, types, audit, disk, clock);
    }

    /// Vendors send what all of their customers' people answer from few addresses.
    @Bean
    RateLimits inboundLimits(Clock clock) {
        return new RateLimits(ANSWERS_AT_ONCE, Duration.ofSeconds(1), MAX_ADDRESSES, clock);
    }

    @Bean
    RateLimits wrongCodes(Clock clock) {
        return new RateLimits(WRONG_CODES, Duration.ofHours(1), MAX_ADDRESSES, clock);
    }

    @Bean
    Outgoing outgoing(
            Channels types,
            AlertLog alerts,
            HostRegistry hosts,
            AckLinks links,
            ExecutorService peerExecutor,
            DiskGate gate,
            Charts charts) {
        return new Outgoing(types::find, alerts::find, host(hosts), links, peerExecutor, gate, charts);
    }

    @Bean
    Charts charts(
            RecentSamples samples,
            RuleBook rules,
            HostRegistry hosts,
            ChartPicture picture,
            ExecutorService peerExecutor) {
        AlertChart chart = new AlertChart(
                samples,
                rules,
                hostId -> hosts.find(hostId).map(HostSummary::tags).orElse(Map.of()),
                picture);
        return new Charts(chart::of, peerExecutor, LONGEST_DRAWING);
    }

    @Bean
    MeterBinder notifyMeters(Desk desk, Charts charts) {
        return registry -> {
            FunctionCounter.builder("nocturne.notify.trace.lines.left.out", desk, Desk::shortened)
                    .description("Lines deleted from the middle of traces that were too long")
                    .register(registry);
            FunctionCounter.builder("nocturne.notify.charts.left.out", charts, Charts::leftOut)
                    .description("Messages that went without their chart, because it failed or took too long")
                    .register(registry);
        };
    }

    @Bean
    Desk desk(
            NotifyStore store,
            AlertLog alerts,
            Directory directory,
            Mutes mutes,
            Roster roster,
            RuleBook rules,
            HostRegistry hosts,
            Outgoing outgoing,
            SecureRandom random,
            Clock clock) {
        Workshop workshop = new Workshop(
                mutes,
                roster,
                saysSilent(rules),
                new BehindHosts(hosts, clock),
                () -> UUID.randomUUID().toString(),
                random::nextDouble);
        return new Desk(store, alerts, directory, workshop, outgoing, clock);
    }

    @Bean
    TestNotice testNotice(Outgoing outgoing, Roster roster, ServerAddress address, Clock clock) {
        return new TestNotice(outgoing, roster, () -> UUID.randomUUID().toString(), address, clock);
    }

    @Bean
    MessagePreview messagePreview(AlertLog alerts, TestNotice samples, Outgoing outgoing) {
        return new MessagePreview(alerts, samples, outgoing);
    }

    @Bean(destroyMethod = "close")
    DeskThread deskThread(Desk desk, Suppressions suppressions, Parts supervised) {
        return new DeskThread(
                desk,
                suppressions,
                supervised.part("notify", PACE),
                Thread.ofPlatform().daemon().factory());
    }

    @Bean
    NotifyBells notifyBells(DeskThread thread) {
        return new NotifyBells(thread);
    }

    @Bean
    NotifyTrim notifyTrim(
            NotifyStore store,
            ReceiverStore receivers,
            DiskGate gate,
            Clock clock,
            Parts supervised,
            ExecutorService peerExecutor) {
        return new NotifyTrim(
                store, receivers, gate, clock, new BackgroundPart(supervised.part("notify-trim", PACE), peerExecutor));
    }

    /// An alert that nothing raised has no host.
    private static Function<String, Optional<HostSummary>> host(HostRegistry hosts) {
        return hostId -> hostId.isEmpty() ? Optional.empty() : hosts.find(UUID.fromString(hostId));
    }

    private static Predicate<Alert> saysSilent(RuleBook rules) {
        return alert -> rules.current()
                .find(alert.ruleId())
                .map(rule -> rule.source() instanceof RuleSource.HostSilent)
                .orElse(false);
    }

    /// Wakes the desk.
    record NotifyBells(DeskThread thread) {

        /// Not before: what is sent has the address of this server in it.
        @EventListener(ApplicationReadyEvent.class)
        void start() {
            thread.start();
        }

        @EventListener(AlertsChanged.class)
        void alerts() {
            thread.ring();
        }

        @EventListener(SilencesChanged.class)
        void silences() {
            thread.ring();
        }
    }

    /// Deletes what is too old.
    record NotifyTrim(NotifyStore store, ReceiverStore receivers, DiskGate gate, Clock clock, BackgroundPart part) {

        private static final long MILLIS = 3_600_000;

        @Scheduled(fixedRate = MILLIS, initialDelay = MILLIS)
        void trim() {
            part.attempt(() -> {
                if (gate.isOpen(DiskGate.Purpose.RECORDS)) {
                    store.deleteBefore(clock.instant().minus(KEPT));
                    receivers.forgetLinks(clock.instant());
                }
            });
        }
    }

    /// Which host lies behind which, by the tag `parent`; as it was a second ago at most.
    static final class BehindHosts implements World.Hosts {

        private static final String PARENT = "parent";
        private static final int INTERVALS = 3;

        private final HostRegistry hosts;
        private final Clock clock;
        private volatile Seen seen = new Seen(Instant.MIN, Map.of());

        BehindHosts(HostRegistry hosts, Clock clock) {
            this.hosts = hosts;
            this.clock = clock;
        }

        @Override
        public Optional<String> parent(String host) {
            return find(host).flatMap(known -> Optional.ofNullable(known.tags().get(PARENT)));
        }

        @Override
        public Duration settleTime(String host) {
            return parent(host)
                    .flatMap(this::find)
                    .or(() -> find(host))
                    .map(known -> Duration.ofMillis(INTERVALS * known.intervalMillis())
                            .plusSeconds(1))
                    .orElse(DEFAULT_SETTLE);
        }

        private Optional<HostSummary> find(String name) {
            Instant now = clock.instant();
            Seen known = seen;
            if (known.at().isBefore(now.minusSeconds(1))) {
                Map<String, HostSummary> byName = new HashMap<>();
                hosts.all().forEach(host -> byName.putIfAbsent(host.name(), host));
                known = new Seen(now, byName);
                seen = known;
            }
            return Optional.ofNullable(known.byName().get(name));
        }

        private record Seen(Instant at, Map<String, HostSummary> byName) {}
    }
}
