package io.nocturne.server.replay;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.RulePreview;
import io.nocturne.model.alert.RulePreview.NotKept;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.alert.observe.WatchedRule;
import io.nocturne.server.fleet.HostRegistry;
import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.web.CpuShare;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Runs rules over what is stored.
///
/// **Threads** - safe; each replay is its caller's.
@Service
class Replay {

    private static final int MAX_HOSTS = 10_000;

    /// Rounds of forecasts: half a minute of a processor at most.
    private static final long MAX_WORK = 10_000_000;

    private final HostReplay.Stores stores;
    private final HostRegistry registry;
    private final Retention retention;
    private final CpuShare share;
    private final Clock clock;

    Replay(HostReplay.Stores stores, HostRegistry registry, Retention retention, CpuShare share, Clock clock) {
        this.stores = stores;
        this.registry = registry;
        this.retention = retention;
        this.share = share;
        this.clock = clock;
    }

    /// A draft, and beside it the saved rule if there is one.
    ///
    /// **Errors** - [ProblemException] `request-invalid` for a rule of which too little is stored, or that
    /// takes too much work, `conflict` when `isOver` says that nobody waits for the answer any more.
    RulePreview preview(
            AlertRule draft,
            @Nullable AlertRule saved,
            TimeRange range,
            Set<String> hosts,
            ZoneId zone,
            BooleanSupplier isOver) {
        List<AlertRule> rules = new ArrayList<>();
        rules.add(draft);
        if (saved != null && canBeReplayed(saved.source())) {
            rules.add(saved);
        }
        Outcomes outcomes = run(rules, range, hosts, zone, isOver)
                .orElseThrow(() -> ProblemException.invalid(
                        "the forecasts of so many series over so long take too much work; name fewer 'hosts', or a"
                                + " shorter time"));
        Tally ofDraft = outcomes.tallies().getFirst();
        @Nullable Tally ofSaved = rules.size() > 1 ? outcomes.tallies().get(1) : null;
        Differences none = new Differences(0, List.of());
        Differences missed = ofSaved == null ? none : Differences.of(ofSaved, ofDraft);
        Differences added = ofSaved == null ? none : Differences.of(ofDraft, ofSaved);
        return new RulePreview(
                range.from(),
                range.to(),
                outcomes.resolution(),
                outcomes.hosts(),
                outcomes.series(),
                ofDraft.outcome(),
                ofSaved == null ? null : ofSaved.outcome(),
                missed.count(),
                missed.listed(),
                added.count(),
                added.listed(),
                notKept(draft.source(), outcomes.resolution()));
    }

    /// Several rules, or versions of one, over one reading of what is stored.
    ///
    /// **Absent** - where it would take too much work.
    /// **Errors** - as [#preview].
    Optional<Outcomes> run(
            List<AlertRule> rules, TimeRange range, Set<String> hosts, ZoneId zone, BooleanSupplier isOver) {
        List<Version> versions = rules.stream()
                .map(rule -> new Version(new WatchedRule(rule), new Tally(zone, range)))
                .toList();
        versions.forEach(version -> requireSource(version.source()));
        List<HostSummary> chosen = chosen(versions, hosts);
        ReplayPlan plan = ReplayPlan.of(range, chosen, retention, clock.instant());
        try {
            int series = read(versions, chosen, plan, new Pulse(isOver, share, MAX_WORK));
            return Optional.of(new Outcomes(
                    resolution(versions.getFirst().source(), plan),
                    chosen.size(),
                    series,
                    versions.stream().map(Version::tally).toList()));
        } catch (Pulse.TooMuchException e) {
            return Optional.empty();
        }
    }

    /// Whether what a rule looks at is stored.
    static boolean canBeReplayed(RuleSource source) {
        return switch (source) {
            case RuleSource.Metric _, RuleSource.Forecast _, RuleSource.HostSilent _, RuleSource.DataLoss _ -> true;
            case RuleSource.ClockSkew _ -> false;
        };
    }

    /// **Shape** - how many series were looked at.
    private int read(List<Version> versions, List<HostSummary> hosts, ReplayPlan plan, Pulse pulse) {
        List<Version> metrics = of(RuleSource.Metric.class, versions);
        List<Version> forecasts = of(RuleSource.Forecast.class, versions);
        List<Version> silences = of(RuleSource.HostSilent.class, versions);
        List<Version> losses = of(RuleSource.DataLoss.class, versions);
        StoredSeries stored = new StoredSeries(stores.query(), pulse);
        int series = 0;
        if (!metrics.isEmpty() && !hosts.isEmpty()) {
            series += new MetricReplay(stored, plan).run(metrics, hosts);
        }
        if (!forecasts.isEmpty() && !hosts.isEmpty()) {
            requireMinutes(plan, "forecasts are");
            series += new ForecastReplay(stored, plan.inMinutes()).run(forecasts, hosts);
        }
        HostReplay ofHosts = new HostReplay(stores, plan, pulse);
        if (!silences.isEmpty()) {
            requireMinutes(plan, "silence is");
            ofHosts.silences(silences, hosts);
        }
        if (!losses.isEmpty()) {
            ofHosts.losses(losses, hosts);
        }
        return series;
    }

    private static List<Version> of(Class<? extends RuleSource> kind, List<Version> versions) {
        return versions.stream()
                .filter(version -> kind.isInstance(version.source()))
                .toList();
    }

    private List<HostSummary> chosen(List<Version> versions, Set<String> names) {
        List<HostSummary> chosen = registry.all().stream()
                .filter(host -> names.isEmpty() || names.contains(host.name()))
                .filter(host ->
                        versions.stream().anyMatch(version -> version.watched().isFor(host.name(), host.tags())))
                .toList();
        if (chosen.size() > MAX_HOSTS) {
            throw ProblemException.invalid(
                    "the rule is for %d hosts; at most %d can be replayed at once".formatted(chosen.size(), MAX_HOSTS));
        }
        return chosen;
    }

    private static void requireSource(RuleSource source) {
        if (!canBeReplayed(source)) {
            throw ProblemException.invalid("'rule.source' cannot be replayed: of a host's clock ('clockSkew') only"
                    + " how far off it was at the last delivery is known, nothing of before is stored");
        }
    }

    private static void requireMinutes(ReplayPlan plan, String what) {
        if (plan.resolution() == Resolution.ONE_HOUR) {
            throw ProblemException.invalid(
                    "'from' is before the oldest minutes that are stored, and %s not seen in hours".formatted(what));
        }
    }

    private static Resolution resolution(RuleSource source, ReplayPlan plan) {
        return switch (source) {
            case RuleSource.Metric _, RuleSource.HostSilent _ -> plan.resolution();
            case RuleSource.Forecast _ -> Resolution.ONE_MINUTE;
            case RuleSource.DataLoss _, RuleSource.ClockSkew _ -> Resolution.RAW;
        };
    }

    private static List<NotKept> notKept(RuleSource source, Resolution resolution) {
        return switch (source) {
            case RuleSource.Metric _ -> List.of(NotKept.ARRIVALS);
            case RuleSource.Forecast _ -> List.of(NotKept.ARRIVALS, NotKept.FORECAST_SECONDS);
            case RuleSource.HostSilent _ -> {
                List<NotKept> missing = List.of(
                        NotKept.ARRIVALS, NotKept.SERVER_ABSENCES, NotKept.OLDER_EVENTS, NotKept.SHORT_SILENCES);
                yield resolution == Resolution.RAW ? missing.subList(0, 3) : missing;
            }
            case RuleSource.DataLoss _ -> List.of(NotKept.OLDER_EVENTS);
            case RuleSource.ClockSkew _ -> List.of();
        };
    }

    /// What became of each rule, in their order; the data is that of the first.
    record Outcomes(Resolution resolution, int hosts, int series, List<Tally> tallies) {}
}
