package io.nocturne.server.replay;

import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.series.SeriesQuery;
import io.nocturne.server.series.SeriesQuery.RangeRequest;
import io.nocturne.server.series.Steps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What is stored of metrics, read series by series.
///
/// **Threads** - confined to one replay.
record StoredSeries(SeriesQuery query, Pulse pulse) {

    /// Reads as a plan says; how many series there were.
    int read(List<HostSummary> hosts, List<String> metrics, ReplayPlan plan, Sink sink) {
        Map<UUID, HostSummary> byId = new LinkedHashMap<>();
        hosts.forEach(host -> byId.put(UUID.fromString(host.hostId()), host));
        RangeRequest request = new RangeRequest(
                List.copyOf(byId.keySet()), metrics, Map.of(), plan.range(), plan.resolution(), plan.stepMillis());
        int[] series = {0};
        query.read(request, (hostId, key, steps) -> {
            pulse.beat();
            HostSummary host = byId.get(hostId);
            if (host != null) {
                sink.take(host, key, steps);
                series[0]++;
            }
        });
        return series[0];
    }

    /// Takes one series.
    interface Sink {

        void take(HostSummary host, SeriesKey key, Steps steps);
    }
}
