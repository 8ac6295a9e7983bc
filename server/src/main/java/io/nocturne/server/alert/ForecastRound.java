package io.nocturne.server.alert;

import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.alert.observe.Foresight;
import io.nocturne.server.alert.observe.Trend;
import io.nocturne.server.rule.RuleBook;
import io.nocturne.server.series.SeriesQuery;
import io.nocturne.server.series.SeriesQuery.RangeRequest;
import io.nocturne.server.series.Steps;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Computes, beside the stream, when series reach the limits of forecast rules.
///
/// **Threads** - one at a time calls it.
final class ForecastRound {

    private final AlertEngine engine;
    private final RuleBook rules;
    private final KnownHosts hosts;
    private final SeriesQuery query;
    private final Clock clock;

    ForecastRound(AlertEngine engine, RuleBook rules, KnownHosts hosts, SeriesQuery query, Clock clock) {
        this.engine = engine;
        this.rules = rules;
        this.hosts = hosts;
        this.query = query;
        this.clock = clock;
    }

    /// Once over every host that reports.
    void turn() {
        Set<RuleSource.Forecast> sources = rules.current().rules().stream()
                .map(rule -> rule.source())
                .filter(RuleSource.Forecast.class::isInstance)
                .map(RuleSource.Forecast.class::cast)
                .collect(Collectors.toSet());
        Instant now = clock.instant();
        for (HostSummary host : sources.isEmpty() ? List.<HostSummary>of() : hosts.all()) {
            if (host.lastReceivedAt() != null && !HostChecks.isSilent(host, now)) {
                look(host, sources, now);
            }
        }
    }

    private void look(HostSummary host, Set<RuleSource.Forecast> sources, Instant now) {
        Map<SeriesKey, Map<RuleSource, Double>> found = new HashMap<>();
        for (RuleSource.Forecast source : sources) {
            Foresight foresight = Foresight.of(source);
            query.read(request(host, source, foresight, now), (hostId, key, steps) -> {
                double seconds = seconds(steps, foresight, now);
                if (!Double.isNaN(seconds)) {
                    found.computeIfAbsent(key, _ -> new HashMap<>()).put(source, seconds);
                }
            });
        }
        found.forEach(
                (key, values) -> engine.observe(host, key, now, source -> values.getOrDefault(source, Double.NaN)));
    }

    private static RangeRequest request(
            HostSummary host, RuleSource.Forecast source, Foresight foresight, Instant now) {
        return new RangeRequest(
                List.of(UUID.fromString(host.hostId())),
                List.of(source.metric()),
                Map.of(),
                foresight.range(now),
                foresight.resolution(),
                foresight.stepMillis());
    }

    private static double seconds(Steps steps, Foresight foresight, Instant now) {
        int size = Math.min(steps.size(), Trend.MAX_POINTS);
        long[] times = new long[size];
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            int from = steps.size() - size + i;
            times[i] = steps.timeMillis(from);
            values[i] = steps.avg(from);
        }
        return foresight.seconds(times, values, now);
    }
}
