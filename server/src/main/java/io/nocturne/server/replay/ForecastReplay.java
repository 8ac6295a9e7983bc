package io.nocturne.server.replay;

import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.alert.observe.Foresight;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Versions of forecast rules, by the minutes that are stored.
///
/// **Shape** - `range` begins and ends on a minute.
/// **Threads** - confined to one replay.
record ForecastReplay(StoredSeries stored, TimeRange range) {

    private static final long MINUTE_MILLIS = 60_000;

    /// How many series were looked at.
    int run(List<Version> versions, List<HostSummary> hosts) {
        Map<RuleSource.Forecast, List<Version>> bySource =
                versions.stream().collect(Collectors.groupingBy(version -> (RuleSource.Forecast) version.source()));
        return bySource.entrySet().stream()
                .mapToInt(same -> run(same.getKey(), same.getValue(), hosts))
                .sum();
    }

    private int run(RuleSource.Forecast source, List<Version> versions, List<HostSummary> hosts) {
        Foresight foresight = Foresight.of(source);
        TimeRange whole = new TimeRange(foresight.range(range.from()).from(), range.to());
        ReplayPlan minutes = new ReplayPlan(whole, Resolution.ONE_MINUTE, MINUTE_MILLIS);
        return stored.read(hosts, List.of(source.metric()), minutes, (host, key, steps) -> {
            ForecastFeed feed = new ForecastFeed(foresight, steps, range, host.intervalMillis(), stored.pulse());
            versions.forEach(version -> version.replay(host, key, Version.ALWAYS, feed::to));
        });
    }
}
