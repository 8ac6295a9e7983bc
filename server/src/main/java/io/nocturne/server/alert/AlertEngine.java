package io.nocturne.server.alert;

import io.nocturne.model.alert.Acknowledgement;
import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertTransition;
import io.nocturne.model.alert.EndReason;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.alert.Severity;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.alert.machine.AlertMachine;
import io.nocturne.server.alert.machine.AlertState.Phase;
import io.nocturne.server.alert.machine.Observation.Silent;
import io.nocturne.server.alert.machine.Observation.Value;
import io.nocturne.server.alert.machine.Step;
import io.nocturne.server.alert.observe.WatchedRule;
import io.nocturne.server.alert.observe.Window;
import io.nocturne.server.alert.store.AlertStore;
import io.nocturne.server.alert.store.SlotKey;
import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.ingest.Position;
import io.nocturne.server.ingest.StreamBatch;
import io.nocturne.server.ingest.StreamConsumer;
import io.nocturne.server.ingest.StreamEntry;
import io.nocturne.server.rule.Layers;
import io.nocturne.server.rule.RuleBook;
import io.nocturne.server.rule.RuleSet;
import io.nocturne.server.rule.RulesChanged;
import io.nocturne.server.silence.Mutes;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Judges samples by the rules as they come by in the stream, and by a tick what no sample tells.
///
/// How far it is in the stream and what it made of that are one transaction, so a kill changes nothing.
/// Samples that came too late to tell anybody of go through a machine of their own, and what they raise is
/// written down as over, unless the live samples go on where they end.
///
/// **Threads** - safe; everything happens under the lock of [AlertBook].
final class AlertEngine implements StreamConsumer {

    private static final Logger log = LoggerFactory.getLogger(AlertEngine.class);

    private static final Duration GONE_AFTER = Duration.ofMinutes(5);
    private static final int GONE_INTERVALS = 10;
    /// What is not seen in samples is known at every time; no gap starts its clocks anew.
    private static final Duration ALWAYS = Duration.ofDays(1);

    private static final double FORGOTTEN_BELOW = 0.1;
    private static final int FORGOTTEN_AT_ONCE = 200;

    private final AlertBook book;
    private final AlertStore store;
    private final Watches watches;
    private final RuleBook rules;
    private final KnownHosts hosts;
    private final Mutes mutes;
    private final Losses losses;
    private final IntSupplier node;
    private final Map<UUID, Map<SlotKey, LateRun>> late = new HashMap<>();
    private final AtomicLong gaps = new AtomicLong();
    private final Map<String, String> editors = new ConcurrentHashMap<>();

    AlertEngine(
            AlertBook book,
            AlertStore store,
            Watches watches,
            RuleBook rules,
            KnownHosts hosts,
            Mutes mutes,
            Losses losses,
            IntSupplier node) {
        this.book = book;
        this.store = store;
        this.watches = watches;
        this.rules = rules;
        this.hosts = hosts;
        this.mutes = mutes;
        this.losses = losses;
        this.node = node;
    }

    @Override
    public String name() {
        return "alerts";
    }

    @Override
    public Optional<Position> done() {
        return store.done(node.getAsInt());
    }

    @Override
    public void take(StreamBatch batch) {
        if (watches.rules().isNone()) {
            adoptRules();
        }
        book.update(batch.through(), change -> {
            follow();
            for (StreamEntry entry : batch.entries()) {
                hosts.find(entry.hostId()).ifPresent(host -> take(change, host, entry));
            }
        });
    }

    /// What was missed was judged by nobody; the next samples say where things stand, and clocks start anew.
    @Override
    public void missed(Position behind, Position through) {
        log.warn(
                "alerts missed what the journal has no more, behind {} up to {}; they go on from there",
                behind,
                through);
        gaps.incrementAndGet();
        book.update(through, change -> follow());
    }

    /// How often samples were gone before they were judged.
    long gaps() {
        return gaps.get();
    }

    /// Looks again at what goes on under rules that changed; what fails is tried again by the tick.
    void on(RulesChanged changed) {
        changed.ruleIds().forEach(ruleId -> editors.put(ruleId, changed.by()));
        adoptRules();
    }

    /// To be called every second.
    void tick() {
        if (watches.rules().generation() != rules.current().generation()) {
            adoptRules();
        }
        book.update(change -> {
            follow();
            Map<UUID, HostSummary> known = known();
            known.values().forEach(host -> check(change, host));
            for (Slot slot : List.copyOf(book.slots())) {
                HostSummary host = known.get(slot.key().hostId());
                if (host != null) {
                    look(change, slot, host);
                }
            }
            expire(change);
        });
    }

    /// Judges what was computed of a series beside the stream.
    void observe(HostSummary host, SeriesKey series, Instant at, Computed computed) {
        book.update(change -> {
            follow();
            for (Bound bound : watches.forecasts(change, host, series)) {
                double value = computed.value(bound.source());
                if (!Double.isNaN(value)) {
                    judge(change, bound, at, value, ALWAYS, null);
                }
            }
        });
    }

    /// What was made of late samples in a change that failed was not made.
    private void follow() {
        if (watches.follow(book)) {
            late.clear();
        }
    }

    private void adoptRules() {
        RuleSet current = rules.current();
        if (watches.rules().generation() == current.generation()) {
            return;
        }
        Map<String, String> by = Map.copyOf(editors);
        book.update(change -> {
            follow();
            watches.adopt(change, RulesInForce.of(current), by, known());
        });
        by.forEach(editors::remove);
    }

    private Map<UUID, HostSummary> known() {
        Map<UUID, HostSummary> known = new HashMap<>();
        hosts.all().forEach(host -> known.put(UUID.fromString(host.hostId()), host));
        return known;
    }

    private void take(AlertChange change, HostSummary host, StreamEntry entry) {
        HostWatch watch = watches.of(change, host);
        Duration interval = Duration.ofMillis(host.intervalMillis());
        List<NumberedSnapshot> inTime = entry.snapshots().stream()
                .sorted(Comparator.comparing(NumberedSnapshot::time))
                .toList();
        Bound[] bounds = watches.bounds(
                change, watch, host, entry.layout(), inTime.getFirst().time());
        if (entry.arrival().isBackfill()) {
            for (NumberedSnapshot snapshot : inTime) {
                takeLate(change, entry.hostId(), bounds, snapshot, interval);
            }
            return;
        }
        for (NumberedSnapshot snapshot : inTime) {
            goOn(change, watch, snapshot.time(), interval);
            watch.saw(snapshot.time().toEpochMilli(), interval.multipliedBy(AlertMachine.GAP_INTERVALS));
            take(change, bounds, snapshot, interval);
        }
    }

    /// Nothing is allocated for a value that raises nothing where nothing is going on.
    private void take(AlertChange change, Bound[] bounds, NumberedSnapshot snapshot, Duration interval) {
        long millis = snapshot.time().toEpochMilli();
        for (Bound bound : bounds) {
            if (!snapshot.values().isPresent(bound.position())) {
                continue;
            }
            double value = snapshot.values().get(bound.position());
            Window window = bound.window();
            if (window != null) {
                value = window.add(millis, value);
            }
            if (Double.isNaN(value)) {
                continue;
            }
            Slot slot = bound.slot();
            if (slot.isQuiet() && bound.isQuiet(value)) {
                slot.sawQuiet(millis);
            } else {
                judge(change, bound, snapshot.time(), value, interval, null);
            }
        }
    }

    private void judge(
            AlertChange change, Bound bound, Instant at, double value, Duration interval, @Nullable Severity atMost) {
        judge(change, bound, bound.subject(), new Value(at, value, interval, atMost));
    }

    private void judge(AlertChange change, Bound bound, Subject subject, Value seen) {
        Slot slot = bound.slot();
        if (slot.lastMillis() >= seen.at().toEpochMilli()) {
            return;
        }
        if (slot.isQuiet() && bound.isQuiet(seen.value())) {
            slot.sawQuiet(seen.at().toEpochMilli());
            return;
        }
        if (!slot.isExact()) {
            watches.makeExact(slot, seen.at(), seen.interval());
        }
        change.step(slot, AlertMachine.step(subject.rule(), slot.state(), seen), subject, null);
        slot.sawQuiet(seen.at().toEpochMilli());
    }

    private void takeLate(
            AlertChange change, UUID hostId, Bound[] bounds, NumberedSnapshot snapshot, Duration interval) {
        long millis = snapshot.time().toEpochMilli();
        Map<SlotKey, LateRun> runs = late.computeIfAbsent(hostId, _ -> new HashMap<>());
        for (Bound bound : bounds) {
            if (!snapshot.values().isPresent(bound.position())
                    || !bound.slot().isQuiet()
                    || bound.slot().lastMillis() >= millis) {
                continue;
            }
            double value = snapshot.values().get(bound.position());
            LateRun run = runs.get(bound.slot().key());
            if (run == null && bound.window() == null && bound.isQuiet(value)) {
                continue;
            }
            if (run == null) {
                run = new LateRun(bound);
                runs.put(bound.slot().key(), run);
            }
            run.take(snapshot.time(), value, interval).ifPresent(over -> change.late(bound.subject(), over));
            if (run.isIdle()) {
                runs.remove(bound.slot().key());
            }
        }
    }

    /// Late samples end where live ones come: what fires then is live if they follow each other.
    private void goOn(AlertChange change, HostWatch watch, Instant at, Duration interval) {
        Map<SlotKey, LateRun> runs = late.remove(watch.hostId());
        if (runs == null) {
            return;
        }
        Duration most = interval.multipliedBy(AlertMachine.GAP_INTERVALS);
        runs.forEach((key, run) -> {
            Slot slot = watch.slot(change.book(), key, run.bound().slot().series());
            Instant last = run.state().lastAt();
            if (run.state().phase() != Phase.INACTIVE
                    && last != null
                    && slot.isQuiet()
                    && at.isAfter(last)
                    && Duration.between(last, at).compareTo(most) <= 0) {
                change.step(slot, run.handOver(), run.bound().subject(), null);
            } else {
                run.cut().ifPresent(over -> change.late(run.bound().subject(), over));
            }
        });
    }

    private void check(AlertChange change, HostSummary host) {
        if (host.lastReceivedAt() == null) {
            return;
        }
        Instant now = change.now();
        HostWatch watch = watches.of(change, host);
        for (Bound bound : watch.ofHost()) {
            switch (bound.source()) {
                case RuleSource.HostSilent _ -> checkSilence(change, bound, host);
                case RuleSource.ClockSkew _ -> {
                    double skew = HostChecks.isSilent(host, now) ? Double.NaN : HostChecks.clockSkew(host);
                    if (!Double.isNaN(skew)) {
                        judge(change, bound, now, skew, ALWAYS, null);
                    }
                }
                case RuleSource.DataLoss loss ->
                    judge(change, bound, now, losses.count(watch.hostId(), loss.windowSeconds(), now), ALWAYS, null);
                case RuleSource.Metric _, RuleSource.Forecast _ -> {
                    // Of its samples.
                }
            }
        }
    }

    private void checkSilence(AlertChange change, Bound bound, HostSummary host) {
        Instant now = change.now();
        double silent = HostChecks.silentIntervals(host, now);
        Slot slot = bound.slot();
        if (Double.isNaN(silent) || (slot.isQuiet() && bound.isQuiet(silent))) {
            return;
        }
        if (mutes.isAbsenceExpected(Layers.labels(host.name(), host.tags()), now)) {
            change.step(slot, AlertMachine.end(slot.state(), EndReason.HOST_REMOVED, now), bound.subject(), null);
            return;
        }
        Value seen =
                new Value(now, silent, ALWAYS, HostChecks.atMost(bound.subject().rule(), host));
        judge(change, bound, bound.subject().withDetail(HostChecks.cause(host)), seen);
    }

    private void look(AlertChange change, Slot slot, HostSummary host) {
        Instant now = change.now();
        Optional<WatchedRule> rule = watches.rules().find(slot.key().ruleId());
        switch (slot.state().phase()) {
            case INACTIVE -> {
                double score = AlertMachine.decayed(
                        slot.state().flapScore(), slot.state().flapAt(), now);
                if (slot.isQuiet() && score < FORGOTTEN_BELOW && change.forgotten() < FORGOTTEN_AT_ONCE) {
                    change.forget(slot);
                }
            }
            case PENDING -> lookForGone(change, slot, host);
            case FIRING -> {
                if (HostChecks.isSilent(host, now)
                        && rule.filter(AlertEngine::isBySamples).isPresent()) {
                    watches.freshen(slot, rule.get().rule(), now);
                    change.step(slot, step(rule.get(), host, slot, now), null, null);
                } else {
                    lookForGone(change, slot, host);
                }
            }
            case UNKNOWN -> {
                // Until its host reports again, which may be without the series.
                if (!HostChecks.isSilent(host, now)) {
                    lookForGone(change, slot, host);
                }
            }
        }
    }

    private static Step step(WatchedRule rule, HostSummary host, Slot slot, Instant now) {
        return rule.effective(host.name(), host.tags(), slot.series())
                .map(effective -> AlertMachine.step(effective, slot.state(), new Silent(now)))
                .orElseGet(() -> new Step(slot.state(), List.of()));
    }

    private void lookForGone(AlertChange change, Slot slot, HostSummary host) {
        Duration byInterval = Duration.ofMillis(host.intervalMillis() * GONE_INTERVALS);
        Duration patience = byInterval.compareTo(GONE_AFTER) > 0 ? byInterval : GONE_AFTER;
        if (slot.series() != null
                && watches.find(slot.key().hostId())
                        .filter(watch -> watch.isGone(slot.lastMillis(), patience))
                        .isPresent()) {
            change.step(slot, AlertMachine.end(slot.state(), EndReason.SERIES_GONE, change.now()), null, null);
        }
    }

    /// How late a host is says nothing of how long it has been silent.
    private static boolean isBySamples(WatchedRule rule) {
        return switch (rule.rule().source()) {
            case RuleSource.Metric _, RuleSource.Forecast _, RuleSource.ClockSkew _ -> true;
            case RuleSource.HostSilent _, RuleSource.DataLoss _ -> false;
        };
    }

    private void expire(AlertChange change) {
        for (Alert alert : List.copyOf(book.alerts())) {
            Acknowledgement known = alert.acknowledgement();
            if (known != null && alert.status().isOpen() && !known.expiresAt().isAfter(change.now())) {
                change.find(UUID.fromString(alert.alertId()))
                        .filter(now -> now.status().isOpen() && known.equals(now.acknowledgement()))
                        .ifPresent(now -> change.person(
                                now,
                                AlertTransition.Type.EXPIRED,
                                known.owner(),
                                null,
                                draft -> draft.acknowledged(null)));
            }
        }
    }

    /// What was computed of a series, for a rule's source; NaN where it has no value.
    interface Computed {

        double value(RuleSource source);
    }
}
