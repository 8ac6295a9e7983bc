package io.nocturne.bench.query;

import io.nocturne.bench.load.LoadHost;
import io.nocturne.bench.query.QueryKind.Target;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.Resolution;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Chooses at random what to ask about: a host, a series, and an end within what is stored.
///
/// **Threads** - immutable; a random generator is its caller's.
record QueryTargets(QuerySettings settings, List<LoadHost> hosts, HistorySource source, long endMillis) {

    /// The newest of a kind's span.
    Target newest(QueryKind kind, SplittableRandom random) {
        return ending(kind, random, endMillis);
    }

    /// **Shape** - `resolution` is that of the answers, which says how far back there is something.
    Target any(QueryKind kind, @Nullable Resolution resolution, SplittableRandom random) {
        long room = Math.max(0, stored(resolution).minus(kind.span()).toMillis());
        return ending(kind, random, endMillis - random.nextLong(room + 1));
    }

    private Target ending(QueryKind kind, SplittableRandom random, long to) {
        int host = random.nextInt(hosts.size());
        List<SeriesKey> keys = source.layout(settings.loadHost(host)).series();
        int series = random.nextInt(keys.size());
        long from = to
                - Math.min(
                        kind.span().toMillis(),
                        Duration.ofDays(settings.hourDays()).toMillis());
        return new Target(host, hosts.get(host).hostId(), series, keys.get(series), from, to);
    }

    /// How much of a target's span is stored for sure.
    long storedMillis(Target target, @Nullable Resolution resolution) {
        return target.toMillis()
                - Math.max(target.fromMillis(), endMillis - stored(resolution).toMillis());
    }

    private Duration stored(@Nullable Resolution resolution) {
        return Duration.ofDays(
                switch (resolution) {
                    case ONE_MINUTE -> settings.minuteDays();
                    case ONE_HOUR -> settings.hourDays();
                    case null, default -> settings.rawDays();
                });
    }
}
