package io.nocturne.server.alert;

import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.alert.observe.Trend;
import io.nocturne.server.rule.RuleBook;
import io.nocturne.server.series.SeriesQuery;
import io.nocturne.server.series.SeriesQuery.RangeRequest;
import io.nocturne.server.series.Steps;
import java.time.Clock;
import java.time.Duration;
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

    private static final long MINUTE_MILLIS = 60_000;
    private static final long HOUR_MILLIS = 3_600_000;

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
            query.read(request(host, source, now), (hostId, key, steps) -> {
                double seconds = seconds(steps, source.limit(), now);
                if (!Double.isNaN(seconds)) {
                    found.computeIfAbsent(key, _ -> new HashMap<>()).put(source, seconds);
                }
            });
        }
        found.forEach(
                (key, values) -> engine.observe(host, key, now, source -> values.getOrDefault(source, Double.NaN)));
    }

    private static RangeRequest request(HostSummary host, RuleSource.Forecast source, Instant now) {
        long span = source.historySeconds() * 1_000;
        boolean fine = span <= Duration.ofHours(12).toMillis();
        long width = fine ? MINUTE_MILLIS : HOUR_MILLIS;
        // One step less than a trend takes: the range begins within one.
        long step = Math.max(1, Math.ceilDiv(span, width * (Trend.MAX_POINTS - 1))) * width;
        long to = Math.floorDiv(now.toEpochMilli(), step) * step + step;
        long from = Math.floorDiv(now.toEpochMilli() - span, step) * step;
        return new RangeRequest(
                List.of(UUID.fromString(host.hostId())),
                List.of(source.metric()),
                Map.of(),
                new TimeRange(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to)),
                fine ? Resolution.ONE_MINUTE : Resolution.ONE_HOUR,
                step);
    }

    /// NaN for too little history, and for a series that no longer comes; far away where no trend is clear.
    private static double seconds(Steps steps, double limit, Instant now) {
        int size = Math.min(steps.size(), Trend.MAX_POINTS);
        if (size < Trend.MIN_POINTS) {
            return Double.NaN;
        }
        long[] times = new long[size];
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            int from = steps.size() - size + i;
            times[i] = steps.timeMillis(from);
            values[i] = steps.avg(from);
        }
        long width = times[size - 1] - times[size - 2];
        if (now.toEpochMilli() - times[size - 1] > width * 2 + MINUTE_MILLIS * 5) {
            return Double.NaN;
        }
        return Trend.of(times, values).secondsTo(limit).orElse(Trend.NEVER_SECONDS);
    }
}
