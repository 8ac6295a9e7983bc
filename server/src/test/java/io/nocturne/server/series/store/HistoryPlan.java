package io.nocturne.server.series.store;

import io.nocturne.server.series.store.chunk.Tier;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// Which history to make: of which hosts, up to when, and how far back at each resolution.
///
/// **Shape** - ends where a raw chunk begins; each resolution reaches back at least as far as the finer one. Only
/// `templates` hosts are made; the chunks of host i are stored under host i + templates, i + 2 templates … too.
public record HistoryPlan(
        List<UUID> hostIds, int templates, long endMillis, int rawDays, int minuteDays, int hourDays) {

    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    public HistoryPlan {
        hostIds = List.copyOf(hostIds);
        if (endMillis != Tier.RAW.startOf(endMillis)) {
            throw new IllegalArgumentException("the history must end where a raw chunk begins, not at " + endMillis);
        }
        if (rawDays < 1 || minuteDays < rawDays || hourDays < minuteDays) {
            throw new IllegalArgumentException("a coarser resolution must be kept as long as a finer one: %d, %d, %d"
                    .formatted(rawDays, minuteDays, hourDays));
        }
    }

    /// The end of the newest raw chunk that is not later than a time.
    public static long endBefore(long timeMillis) {
        return Tier.RAW.startOf(timeMillis);
    }

    /// **Shape** - raw and minutes begin where a chunk of minutes does, so that each of those is made of all its
    /// samples.
    long fromMillis(Tier tier) {
        return switch (tier) {
            case RAW -> Tier.ONE_MINUTE.startOf(endMillis - days(rawDays));
            case ONE_MINUTE -> Tier.ONE_MINUTE.startOf(endMillis - days(minuteDays));
            case ONE_HOUR -> Tier.ONE_HOUR.startOf(endMillis - days(hourDays));
            case PROCESS -> throw new IllegalArgumentException("no process tables are made");
        };
    }

    /// Up to where the rollups go: the last whole hour, as on a server that runs.
    long rolledMillis() {
        return Math.floorDiv(endMillis, HOUR_MILLIS) * HOUR_MILLIS;
    }

    long toMillis(Tier tier) {
        return tier == Tier.RAW ? endMillis : rolledMillis();
    }

    private static long days(int count) {
        return Duration.ofDays(count).toMillis();
    }
}
