package io.nocturne.server.series;

import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.platform.config.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// From which resolution a range is answered, and in steps of which width.
///
/// **Shape** - `stepMillis` 0 gives samples as they came. Otherwise it is a whole number of minutes for
/// `1m` and of hours for `1h`, and `range` is widened to whole steps there. A plan has at most one step
/// more than the points that were asked for, because steps start at multiples of their width.
record StepPlan(TimeRange range, Resolution resolution, long stepMillis) {

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();

    /// The finest plan that fits the points and is still kept.
    ///
    /// **Shape** - every host's samples must fit for them to stay as they came. A step is whole
    /// intervals of most hosts, so that their steps fill evenly; a host that samples more rarely has
    /// steps without a point, and widens nobody's.
    static StepPlan of(TimeRange range, int points, Intervals intervals, Retention retention, Instant now) {
        boolean rawIsKept = !range.from().isBefore(now.minus(retention.raw()));
        if (rawIsKept && range.span().toMillis() / intervals.shortestMillis() <= points) {
            return new StepPlan(range, Resolution.RAW, 0);
        }
        return inSteps(range, points, intervals, retention, now);
    }

    /// The same, but never samples as they came: only steps of one width can be combined.
    static StepPlan inSteps(TimeRange range, int points, Intervals intervals, Retention retention, Instant now) {
        long step = roundUp(Math.max(1, Math.ceilDiv(range.span().toMillis(), points)), intervals.usualMillis());
        if (step < MINUTE && !range.from().isBefore(now.minus(retention.raw()))) {
            return new StepPlan(range, Resolution.RAW, step);
        }
        step = roundUp(step, MINUTE);
        if (step < HOUR && !range.from().isBefore(now.minus(retention.oneMinute()))) {
            return new StepPlan(aligned(range, step), Resolution.ONE_MINUTE, step);
        }
        step = roundUp(step, HOUR);
        return new StepPlan(aligned(range, step), Resolution.ONE_HOUR, step);
    }

    /// How many steps touch the range; asks for a width.
    int steps() {
        return Math.toIntExact(Math.floorDiv(range.to().toEpochMilli() - 1, stepMillis)
                - Math.floorDiv(range.from().toEpochMilli(), stepMillis)
                + 1);
    }

    private static TimeRange aligned(TimeRange range, long step) {
        long from = Math.floorDiv(range.from().toEpochMilli(), step) * step;
        return new TimeRange(
                Instant.ofEpochMilli(from),
                Instant.ofEpochMilli(roundUp(range.to().toEpochMilli(), step)));
    }

    /// The shortest of the hosts' collection intervals, and the one that most hosts have: the median,
    /// which no single host can move far by what it claims. Of two hosts it is the shorter one's.
    ///
    /// **Unit** - ms, at least 1.
    record Intervals(long shortestMillis, long usualMillis) {

        static Intervals of(List<HostSummary> hosts) {
            long[] all = hosts.stream()
                    .mapToLong(HostSummary::intervalMillis)
                    .map(millis -> Math.max(1, millis))
                    .sorted()
                    .toArray();
            return all.length == 0 ? new Intervals(1, 1) : new Intervals(all[0], all[(all.length - 1) / 2]);
        }
    }

    private static long roundUp(long millis, long unit) {
        return Math.ceilDiv(millis, unit) * unit;
    }
}
