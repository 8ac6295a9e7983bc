package io.nocturne.server.replay;

import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.alert.observe.Foresight;
import io.nocturne.server.series.SeriesQuery;
import io.nocturne.server.series.SeriesQuery.RangeRequest;
import io.nocturne.server.series.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// Versions of forecast rules, by the minutes that are stored.
///
/// **Threads** - confined to one replay.
final class ForecastReplay {

    /// A forecast is computed beside the stream: it has no gaps of its own.
    private static final Duration ALWAYS = Duration.ofDays(3_650);
    private static final long MINUTE_MILLIS = 60_000;

    private final SeriesQuery query;
    private final TimeRange range;
    private final Pulse pulse;

    /// **Shape** - `range` begins and ends on a minute.
    ForecastReplay(SeriesQuery query, TimeRange range, Pulse pulse) {
        this.query = query;
        this.range = range;
        this.pulse = pulse;
    }

    /// How many series were looked at.
    int run(List<Version> versions, List<HostSummary> hosts) {
        Map<RuleSource.Forecast, List<Version>> bySource =
                versions.stream().collect(Collectors.groupingBy(version -> (RuleSource.Forecast) version.source()));
        int[] series = {0};
        bySource.forEach((source, same) -> series[0] += run(source, same, hosts));
        return series[0];
    }

    private int run(RuleSource.Forecast source, List<Version> versions, List<HostSummary> hosts) {
        Map<UUID, HostSummary> byId = new HashMap<>();
        hosts.forEach(host -> byId.put(UUID.fromString(host.hostId()), host));
        Foresight foresight = Foresight.of(source);
        Instant from = foresight.range(range.from()).from();
        RangeRequest request = new RangeRequest(
                List.copyOf(byId.keySet()),
                List.of(source.metric()),
                Map.of(),
                new TimeRange(from, range.to()),
                Resolution.ONE_MINUTE,
                MINUTE_MILLIS);
        int[] series = {0};
        query.read(request, (hostId, key, minutes) -> {
            pulse.beat();
            HostSummary host = byId.get(hostId);
            if (host != null) {
                replay(versions, foresight, host, key, minutes);
                series[0]++;
            }
        });
        return series[0];
    }

    private void replay(List<Version> versions, Foresight foresight, HostSummary host, SeriesKey key, Steps minutes) {
        ForecastFeed feed = new ForecastFeed(foresight, minutes, range, host.intervalMillis(), pulse);
        for (Version version : versions) {
            version.instance(host, key, ALWAYS).ifPresent(instance -> {
                version.tally().begin();
                feed.to(instance);
                instance.end();
            });
        }
    }
}
