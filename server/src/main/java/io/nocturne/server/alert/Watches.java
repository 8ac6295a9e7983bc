package io.nocturne.server.alert;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.metric.MetricCatalog;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.alert.machine.AlertMachine;
import io.nocturne.server.alert.machine.AlertState.Phase;
import io.nocturne.server.alert.machine.Step;
import io.nocturne.server.alert.observe.WatchedRule;
import io.nocturne.server.alert.observe.Window;
import io.nocturne.server.alert.store.SlotKey;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.SeriesMatch;
import io.nocturne.server.rule.EffectiveRule;
import io.nocturne.server.series.RecentSamples;
import io.nocturne.server.series.RecentSamples.RecentSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the rules in force look at on which host; bound when it is first needed, and again when a rule or a
/// host changes.
///
/// **Threads** - guarded by the lock of [AlertBook].
final class Watches {

    private final RecentSamples recent;
    private final Map<UUID, HostWatch> hosts = new HashMap<>();
    private RulesInForce rules = RulesInForce.NONE;
    private long bookGeneration = -1;

    Watches(RecentSamples recent) {
        this.recent = recent;
    }

    RulesInForce rules() {
        return rules;
    }

    /// Slots of a book that was read anew are others; returns whether it was.
    boolean follow(AlertBook book) {
        boolean anew = bookGeneration != book.generation();
        if (anew) {
            hosts.clear();
            bookGeneration = book.generation();
        }
        return anew;
    }

    /// Judges by other rules from now on. What goes on under a rule that changed is looked at again.
    void adopt(AlertChange change, RulesInForce next, Map<String, String> by, Map<UUID, HostSummary> known) {
        for (Slot slot : List.copyOf(change.book().slots())) {
            Optional<WatchedRule> rule = next.find(slot.key().ruleId());
            HostSummary host = known.get(slot.key().hostId());
            if (host != null) {
                reevaluate(change, slot, host, rule, by.get(slot.key().ruleId()));
            }
        }
        change.afterwards(() -> {
            rules = next;
            hosts.clear();
        });
    }

    Optional<HostWatch> find(UUID hostId) {
        return Optional.ofNullable(hosts.get(hostId));
    }

    /// The watch over a host as it is now. When it says something else of itself, rules may be for it no more.
    HostWatch of(AlertChange change, HostSummary host) {
        UUID hostId = UUID.fromString(host.hostId());
        HostWatch watch = hosts.get(hostId);
        if (watch == null || !watch.isOf(host)) {
            if (watch != null) {
                for (Slot slot : List.copyOf(change.book().slots())) {
                    if (slot.key().hostId().equals(hostId)) {
                        reevaluate(change, slot, host, rules.find(slot.key().ruleId()), null);
                    }
                }
            }
            watch = new HostWatch(host);
            for (WatchedRule rule : rules.rules()) {
                bind(change, watch, host, rule, null, -1).ifPresent(watch::keep);
            }
            hosts.put(hostId, watch);
        }
        return watch;
    }

    /// What is looked at in each snapshot of a layout. Windows begin with what the store has from before `at`.
    Bound[] bounds(AlertChange change, HostWatch watch, HostSummary host, KnownLayout layout, Instant at) {
        Bound[] known = watch.ofLayout(layout.id());
        if (known == null) {
            known = bind(change, watch, host, layout);
            fill(watch.hostId(), known, at);
            watch.keep(layout.id(), known);
        }
        return known;
    }

    /// The rules of a kind of source that look at a series of a host.
    List<Bound> forecasts(AlertChange change, HostSummary host, SeriesKey series) {
        List<Bound> bounds = new ArrayList<>();
        HostWatch watch = of(change, host);
        for (WatchedRule rule : rules.rules()) {
            if (rule.rule().source() instanceof RuleSource.Forecast) {
                bind(change, watch, host, rule, series, -1).ifPresent(bounds::add);
            }
        }
        return bounds;
    }

    private void reevaluate(
            AlertChange change, Slot slot, HostSummary host, Optional<WatchedRule> rule, @Nullable String by) {
        Optional<Subject> subject = rule.flatMap(one -> subject(one, host, slot.series()));
        if (subject.isEmpty()) {
            String who =
                    by != null ? by : rule.map(one -> one.rule().updatedBy()).orElse(null);
            if (slot.state().phase() != Phase.INACTIVE) {
                rule.ifPresent(one -> freshen(slot, one.rule(), change.now()));
                change.step(slot, AlertMachine.reevaluate(null, slot.state(), change.now(), null), null, who);
            }
            change.forget(slot);
            return;
        }
        EffectiveRule effective = subject.get().rule();
        if (slot.ruleVersion() != effective.rule().version()) {
            freshen(slot, effective.rule(), change.now());
            Step step =
                    AlertMachine.reevaluate(effective, slot.state(), change.now(), HostChecks.atMost(effective, host));
            change.step(
                    slot,
                    step,
                    subject.get(),
                    by != null ? by : effective.rule().updatedBy());
            slot.judgedBy(effective.rule().version());
            change.changed(slot);
        }
    }

    private Bound[] bind(AlertChange change, HostWatch watch, HostSummary host, KnownLayout layout) {
        List<Bound> bounds = new ArrayList<>();
        List<SeriesKey> series = layout.layout().series();
        List<WatchedRule> here = rules.rules().stream()
                .filter(rule -> rule.rule().source() instanceof RuleSource.Metric)
                .filter(rule -> rule.isFor(host.name(), host.tags()))
                .toList();
        for (int i = 0; i < series.size(); i++) {
            for (WatchedRule rule : here) {
                bind(change, watch, host, rule, series.get(i), i).ifPresent(bounds::add);
            }
        }
        return bounds.toArray(Bound[]::new);
    }

    private static Optional<Bound> bind(
            AlertChange change,
            HostWatch watch,
            HostSummary host,
            WatchedRule rule,
            @Nullable SeriesKey series,
            int position) {
        return subject(rule, host, series).map(subject -> {
            SlotKey key = SlotKey.of(rule.rule().ruleId(), subject.hostId(), series);
            return Bound.of(position, watch.slot(change.book(), key, series), subject);
        });
    }

    private static Optional<Subject> subject(WatchedRule rule, HostSummary host, @Nullable SeriesKey series) {
        return rule.effective(host.name(), host.tags(), series)
                .map(effective -> new Subject(
                        UUID.fromString(host.hostId()),
                        host.name(),
                        host.tags(),
                        series,
                        effective,
                        unit(rule.rule().source()),
                        null));
    }

    private static @Nullable String unit(RuleSource source) {
        return switch (source) {
            case RuleSource.Metric metric ->
                MetricCatalog.find(metric.metric())
                        .map(definition -> definition.unit().symbol())
                        .orElse(null);
            case RuleSource.Forecast _, RuleSource.ClockSkew _ -> "s";
            case RuleSource.HostSilent _, RuleSource.DataLoss _ -> null;
        };
    }

    private void fill(UUID hostId, Bound[] bounds, Instant at) {
        Set<String> metrics = new HashSet<>();
        Map<SeriesKey, List<Window>> windows = new HashMap<>();
        long span = 0;
        for (Bound bound : bounds) {
            if (bound.window() != null && bound.subject().series() != null) {
                SeriesKey series = bound.subject().series();
                metrics.add(series.metric());
                windows.computeIfAbsent(series, _ -> new ArrayList<>()).add(bound.window());
                span = Math.max(span, bound.window().spanMillis());
            }
        }
        if (span == 0) {
            return;
        }
        TimeRange before = new TimeRange(at.minusMillis(span), at);
        for (RecentSeries found : recent.recent(hostId, new SeriesMatch(metrics, Map.of()), before)) {
            for (Window window : windows.getOrDefault(found.key(), List.of())) {
                for (int i = 0; i < found.values().length; i++) {
                    window.add(found.timesMillis()[i], found.values()[i]);
                }
            }
        }
    }

    /// Has the state of a slot that was read from the database know the newest value, by which it is judged
    /// without another sample.
    void freshen(Slot slot, AlertRule rule, Instant now) {
        SeriesKey series = slot.series();
        if (slot.isExact() || series == null || !(rule.source() instanceof RuleSource.Metric source)) {
            return;
        }
        Window window = Window.isFor(source) ? new Window(source, rule.comparison()) : null;
        SeriesMatch match = new SeriesMatch(Set.of(series.metric()), series.attributes());
        TimeRange kept = new TimeRange(now.minus(RecentSamples.KEPT), now.plusMillis(1));
        for (RecentSeries found : recent.recent(slot.key().hostId(), match, kept)) {
            for (int i = 0; found.key().equals(series) && i < found.values().length; i++) {
                double value = found.values()[i];
                double seen = window == null ? value : window.add(found.timesMillis()[i], value);
                if (!Double.isNaN(seen)) {
                    slot.set(slot.state().seen(slot.state().lastAt(), seen));
                }
            }
        }
    }

    /// Has the state of a slot that was read from the database know of the sample before the next one: it is
    /// written only when it changes.
    void makeExact(Slot slot, Instant at, Duration interval) {
        SeriesKey series = slot.series();
        Instant last = slot.state().lastAt();
        slot.exact();
        if (series == null || last == null || !at.isAfter(last)) {
            return;
        }
        Duration gap = interval.multipliedBy(AlertMachine.GAP_INTERVALS);
        if (Duration.between(last, at).compareTo(gap) <= 0) {
            return;
        }
        SeriesMatch match = new SeriesMatch(Set.of(series.metric()), series.attributes());
        for (RecentSeries found : recent.recent(slot.key().hostId(), match, new TimeRange(at.minus(gap), at))) {
            if (Objects.equals(found.key(), series)) {
                Instant newest = Instant.ofEpochMilli(found.timesMillis()[found.timesMillis().length - 1]);
                slot.set(slot.state().seen(newest, slot.state().value()));
            }
        }
    }
}
