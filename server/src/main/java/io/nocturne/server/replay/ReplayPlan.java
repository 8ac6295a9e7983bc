package io.nocturne.server.replay;

import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.platform.config.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// From which data a stretch is replayed: samples as they came where there are not too many, else minutes,
/// and hours where even those are gone.
///
/// **Shape** - `stepMillis` as a [io.nocturne.server.series.SeriesQuery.RangeRequest] wants it.
record ReplayPlan(TimeRange range, Resolution resolution, long stepMillis) {

    /// Of one series a host; a few seconds at most.
    private static final long MAX_SAMPLES = 2_000_000;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    static ReplayPlan of(TimeRange range, List<HostSummary> hosts, Retention retention, Instant now) {
        long samples = hosts.stream()
                .mapToLong(host -> range.span().toMillis() / Math.max(1, host.intervalMillis()))
                .sum();
        if (samples <= MAX_SAMPLES && !range.from().isBefore(now.minus(retention.raw()))) {
            return new ReplayPlan(range, Resolution.RAW, 0);
        }
        boolean hasMinutes = !range.from().isBefore(now.minus(retention.oneMinute()));
        Duration step = hasMinutes ? MINUTE : HOUR;
        return new ReplayPlan(
                aligned(range, step.toMillis()),
                hasMinutes ? Resolution.ONE_MINUTE : Resolution.ONE_HOUR,
                step.toMillis());
    }

    /// How often a value is there.
    Duration interval(HostSummary host) {
        return Duration.ofMillis(Math.max(stepMillis, Math.max(1, host.intervalMillis())));
    }

    /// The stretch from minute to minute.
    TimeRange inMinutes() {
        return aligned(range, MINUTE.toMillis());
    }

    private static TimeRange aligned(TimeRange range, long step) {
        long from = Math.floorDiv(range.from().toEpochMilli(), step) * step;
        long to = Math.ceilDiv(range.to().toEpochMilli(), step) * step;
        return new TimeRange(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
    }
}
