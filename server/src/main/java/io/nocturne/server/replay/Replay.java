package io.nocturne.server.replay;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.RulePreview;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.fleet.HostRegistry;
import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.match.Matchers;
import io.nocturne.server.platform.web.CpuShare;
import io.nocturne.server.platform.web.ProblemException;
import io.nocturne.server.rule.EffectiveRule;
import io.nocturne.server.rule.Layers;
import io.nocturne.server.series.SeriesQuery;
import io.nocturne.server.series.SeriesQuery.RangeRequest;
import io.nocturne.server.series.Steps;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Runs rules over what is stored.
///
/// **Threads** - safe; each replay is its caller's.
@Service
class Replay {

    private static final int MAX_HOSTS = 10_000;

    private final SeriesQuery query;
    private final HostRegistry registry;
    private final Retention retention;
    private final CpuShare share;
    private final Clock clock;

    Replay(SeriesQuery query, HostRegistry registry, Retention retention, CpuShare share, Clock clock) {
        this.query = query;
        this.registry = registry;
        this.retention = retention;
        this.share = share;
        this.clock = clock;
    }

    /// A draft, and beside it the saved rule if there is one.
    ///
    /// **Errors** - [ProblemException] `request-invalid` for a rule that does not look at a metric, `conflict`
    /// when `isOver` says that nobody waits for the answer any more.
    RulePreview preview(
            AlertRule draft,
            @Nullable AlertRule saved,
            TimeRange range,
            Set<String> hosts,
            ZoneId zone,
            BooleanSupplier isOver) {
        List<AlertRule> rules = new ArrayList<>();
        rules.add(draft);
        if (saved != null && saved.source() instanceof RuleSource.Metric) {
            rules.add(saved);
        }
        Outcomes outcomes = run(rules, range, hosts, zone, isOver);
        Tally ofDraft = outcomes.tallies().getFirst();
        @Nullable Tally ofSaved = rules.size() > 1 ? outcomes.tallies().get(1) : null;
        Differences none = new Differences(0, List.of());
        Differences missed = ofSaved == null ? none : Differences.of(ofSaved, ofDraft);
        Differences added = ofSaved == null ? none : Differences.of(ofDraft, ofSaved);
        return new RulePreview(
                range.from(),
                range.to(),
                outcomes.plan().resolution(),
                outcomes.hosts(),
                outcomes.series(),
                ofDraft.outcome(),
                ofSaved == null ? null : ofSaved.outcome(),
                missed.count(),
                missed.listed(),
                added.count(),
                added.listed());
    }

    /// Several rules, or versions of one, over one reading of what is stored.
    ///
    /// **Errors** - as [#preview].
    Outcomes run(List<AlertRule> rules, TimeRange range, Set<String> hosts, ZoneId zone, BooleanSupplier isOver) {
        List<Version> versions = rules.stream()
                .map(rule -> new Version(rule, source(rule), new Tally(zone, range)))
                .toList();
        List<HostSummary> chosen = chosen(versions, hosts);
        ReplayPlan plan = ReplayPlan.of(range, chosen, retention, clock.instant());
        int series = read(versions, chosen, plan, isOver);
        return new Outcomes(
                plan,
                chosen.size(),
                series,
                versions.stream().map(Version::tally).toList());
    }

    /// **Shape** - how many series were looked at.
    private int read(List<Version> versions, List<HostSummary> hosts, ReplayPlan plan, BooleanSupplier isOver) {
        Map<UUID, HostSummary> byId = new HashMap<>();
        hosts.forEach(host -> byId.put(UUID.fromString(host.hostId()), host));
        List<String> metrics = versions.stream()
                .map(version -> version.source().metric())
                .distinct()
                .toList();
        int[] series = {0};
        if (!hosts.isEmpty()) {
            RangeRequest request = new RangeRequest(
                    hosts.stream().map(host -> UUID.fromString(host.hostId())).toList(),
                    metrics,
                    Map.of(),
                    plan.range(),
                    plan.resolution(),
                    plan.stepMillis());
            query.read(request, (hostId, key, steps) -> {
                if (isOver.getAsBoolean()) {
                    throw new ProblemException(ProblemCode.CONFLICT, "a newer preview of this rule was asked for");
                }
                share.giveWay();
                HostSummary host = byId.get(hostId);
                if (host != null) {
                    versions.forEach(version -> version.replay(host, key, steps, plan));
                    series[0]++;
                }
            });
        }
        return series[0];
    }

    private List<HostSummary> chosen(List<Version> versions, Set<String> names) {
        List<HostSummary> chosen = registry.all().stream()
                .filter(host -> names.isEmpty() || names.contains(host.name()))
                .filter(host ->
                        versions.stream().anyMatch(version -> version.layers().isFor(host.name(), host.tags())))
                .toList();
        if (chosen.size() > MAX_HOSTS) {
            throw ProblemException.invalid(
                    "the rule is for %d hosts; at most %d can be replayed at once".formatted(chosen.size(), MAX_HOSTS));
        }
        return chosen;
    }

    private static RuleSource.Metric source(AlertRule rule) {
        if (rule.source() instanceof RuleSource.Metric metric) {
            return metric;
        }
        throw ProblemException.invalid(
                "'rule.source' cannot be replayed: only rules on the values of a metric (type 'metric') can");
    }

    /// What became of each rule, in their order.
    record Outcomes(ReplayPlan plan, int hosts, int series, List<Tally> tallies) {}

    /// One version of the rule and what became of it.
    private record Version(RuleSource.Metric source, Matchers attributes, Layers layers, Tally tally) {

        Version(AlertRule rule, RuleSource.Metric source, Tally tally) {
            this(source, Matchers.of(source.attributes()), new Layers(rule), tally);
        }

        void replay(HostSummary host, SeriesKey key, Steps steps, ReplayPlan plan) {
            if (!key.metric().equals(source.metric()) || !attributes.matches(key.attributes())) {
                return;
            }
            Optional<EffectiveRule> rule = layers.effective(host.name(), host.tags(), key.attributes());
            if (rule.isPresent()) {
                tally.begin();
                InstanceReplay instance =
                        new InstanceReplay(rule.get(), host.name(), key.attributes(), plan.interval(host), tally);
                new StoredFeed(
                                steps,
                                plan.resolution(),
                                plan.stepMillis(),
                                source,
                                layers.rule().comparison())
                        .to(instance);
                instance.end();
            }
        }
    }
}
