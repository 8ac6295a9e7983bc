package io.nocturne.server.replay;

import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.series.SeriesQuery;
import io.nocturne.server.series.SeriesQuery.RangeRequest;
import io.nocturne.server.series.Steps;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Versions of rules on metrics, over one reading of their samples.
///
/// **Threads** - confined to one replay.
final class MetricReplay {

    private final SeriesQuery query;
    private final ReplayPlan plan;
    private final Pulse pulse;

    MetricReplay(SeriesQuery query, ReplayPlan plan, Pulse pulse) {
        this.query = query;
        this.plan = plan;
        this.pulse = pulse;
    }

    /// How many series were looked at.
    int run(List<Version> versions, List<HostSummary> hosts) {
        Map<UUID, HostSummary> byId = new HashMap<>();
        hosts.forEach(host -> byId.put(UUID.fromString(host.hostId()), host));
        List<String> metrics = versions.stream()
                .map(version -> source(version).metric())
                .distinct()
                .toList();
        RangeRequest request = new RangeRequest(
                hosts.stream().map(host -> UUID.fromString(host.hostId())).toList(),
                metrics,
                Map.of(),
                plan.range(),
                plan.resolution(),
                plan.stepMillis());
        int[] series = {0};
        query.read(request, (hostId, key, steps) -> {
            pulse.beat();
            HostSummary host = byId.get(hostId);
            if (host != null) {
                versions.forEach(version -> replay(version, host, key, steps));
                series[0]++;
            }
        });
        return series[0];
    }

    private void replay(Version version, HostSummary host, SeriesKey key, Steps steps) {
        version.instance(host, key, plan.interval(host)).ifPresent(instance -> {
            version.tally().begin();
            new StoredFeed(
                            steps,
                            plan.resolution(),
                            plan.stepMillis(),
                            source(version),
                            version.watched().rule().comparison())
                    .to(instance);
            instance.end();
        });
    }

    private static RuleSource.Metric source(Version version) {
        return (RuleSource.Metric) version.source();
    }
}
