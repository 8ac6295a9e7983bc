package io.nocturne.server.replay;

import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.fleet.HostSummary;
import java.util.List;

/// Versions of rules on metrics, over one reading of their samples.
///
/// **Threads** - confined to one replay.
record MetricReplay(StoredSeries stored, ReplayPlan plan) {

    /// How many series were looked at.
    int run(List<Version> versions, List<HostSummary> hosts) {
        List<String> metrics = versions.stream()
                .map(version -> source(version).metric())
                .distinct()
                .toList();
        return stored.read(
                hosts,
                metrics,
                plan,
                (host, key, steps) -> versions.forEach(version -> {
                    StoredFeed feed = new StoredFeed(
                            steps,
                            plan.resolution(),
                            plan.stepMillis(),
                            source(version),
                            version.watched().rule().comparison());
                    version.replay(host, key, plan.interval(host), feed::to);
                }));
    }

    private static RuleSource.Metric source(Version version) {
        return (RuleSource.Metric) version.source();
    }
}
