package io.nocturne.server.replay;

import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.fleet.Goodbyes;
import io.nocturne.server.fleet.LostSnapshots;
import io.nocturne.server.fleet.SnapshotsLost;
import io.nocturne.server.rule.Layers;
import io.nocturne.server.series.SeriesQuery;
import io.nocturne.server.silence.Mutes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;

/// Versions of rules on hosts themselves: on their silence, by the times of their samples and what their
/// agents said of it, and on what their agents lost.
///
/// **Threads** - confined to one replay.
final class HostReplay {

    /// So far before the stretch the last sample before it is looked for.
    private static final Duration LEAD = Duration.ofDays(1);

    private final Stores stores;
    private final ReplayPlan plan;
    private final Pulse pulse;

    HostReplay(Stores stores, ReplayPlan plan, Pulse pulse) {
        this.stores = stores;
        this.plan = plan;
        this.pulse = pulse;
    }

    void silences(List<Version> versions, List<HostSummary> hosts) {
        for (HostSummary host : hosts) {
            pulse.beat();
            SilenceFeed feed = silence(host);
            versions.forEach(version -> version.replay(host, null, Version.ALWAYS, feed::to));
        }
    }

    void losses(List<Version> versions, List<HostSummary> hosts) {
        long longest = versions.stream()
                .mapToLong(version -> source(version).windowSeconds())
                .max()
                .orElse(0);
        Map<UUID, LongStream.Builder> byHost = new HashMap<>();
        for (SnapshotsLost lost : stores.losses().lostSince(plan.range().from().minusSeconds(longest))) {
            LongStream.Builder times = byHost.computeIfAbsent(lost.hostId(), _ -> LongStream.builder());
            for (int i = 0; i < lost.events(); i++) {
                times.add(lost.receivedAt().toEpochMilli());
            }
        }
        for (HostSummary host : hosts) {
            pulse.beat();
            LongStream.Builder times = byHost.remove(UUID.fromString(host.hostId()));
            if (times != null) {
                LossFeed feed = new LossFeed(times.build().sorted().toArray(), plan.range());
                versions.forEach(version -> version.replay(
                        host,
                        null,
                        Version.ALWAYS,
                        instance -> feed.to(instance, source(version).windowSeconds())));
            }
        }
    }

    private SilenceFeed silence(HostSummary host) {
        UUID hostId = UUID.fromString(host.hostId());
        TimeRange range = plan.range();
        long[] moments =
                stores.query().moments(hostId, new TimeRange(range.from().minus(LEAD), range.to()), plan.resolution());
        Instant last = host.lastSampleAt();
        if (moments.length == 0 && last != null && last.isBefore(range.from())) {
            moments = new long[] {last.toEpochMilli()};
        }
        return new SilenceFeed(
                moments,
                plan.resolution() == Resolution.RAW ? 0 : plan.stepMillis(),
                host.intervalMillis(),
                range,
                stores.goodbyes().goodbyes(hostId),
                Layers.labels(host.name(), host.tags()),
                stores.mutes());
    }

    private static RuleSource.DataLoss source(Version version) {
        return (RuleSource.DataLoss) version.source();
    }

    /// Where what is known of hosts is kept.
    record Stores(SeriesQuery query, Goodbyes goodbyes, LostSnapshots losses, Mutes mutes) {}
}
