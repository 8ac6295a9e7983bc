package io.nocturne.server.alert.observe;

import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.TimeRange;
import java.time.Duration;
import java.time.Instant;

/// How long until a series is at a forecast's limit, as it looks at one moment.
///
/// **Shape** - it looks at averages of steps of `stepMillis`, aligned since 1970: those that begin within
/// `spanMillis` before the moment, the last of them with what it has until then.
/// **Unit** - of the answer: seconds.
public record Foresight(double limit, long spanMillis, Resolution resolution, long stepMillis) {

    private static final long MINUTE_MILLIS = 60_000;
    private static final long HOUR_MILLIS = 3_600_000;
    private static final long FINE_MILLIS = Duration.ofHours(12).toMillis();

    public static Foresight of(RuleSource.Forecast source) {
        long span = source.historySeconds() * 1_000;
        boolean fine = span <= FINE_MILLIS;
        long width = fine ? MINUTE_MILLIS : HOUR_MILLIS;
        // One step less than a trend takes: the range begins within one.
        long step = Math.max(1, Math.ceilDiv(span, width * (Trend.MAX_POINTS - 1))) * width;
        return new Foresight(source.limit(), span, fine ? Resolution.ONE_MINUTE : Resolution.ONE_HOUR, step);
    }

    /// The steps that are looked at.
    public TimeRange range(Instant now) {
        return new TimeRange(
                Instant.ofEpochMilli(stepOf(now.toEpochMilli() - spanMillis)),
                Instant.ofEpochMilli(stepOf(now.toEpochMilli()) + stepMillis));
    }

    /// When the step begins that a time is in.
    public long stepOf(long timeMillis) {
        return Math.floorDiv(timeMillis, stepMillis) * stepMillis;
    }

    /// **Shape** - ascending, at most [Trend#MAX_POINTS].
    /// **Absent** - NaN for too little history, and for a series that no longer comes; far away where no
    /// trend is clear.
    public double seconds(long[] timesMillis, double[] averages, Instant now) {
        return isBlind(timesMillis, now)
                ? Double.NaN
                : Trend.of(timesMillis, averages).secondsTo(limit).orElse(Trend.NEVER_SECONDS);
    }

    /// Whether it has no value.
    public boolean isBlind(long[] timesMillis, Instant now) {
        int size = timesMillis.length;
        if (size < Trend.MIN_POINTS) {
            return true;
        }
        long width = timesMillis[size - 1] - timesMillis[size - 2];
        return now.toEpochMilli() - timesMillis[size - 1] > width * 2 + MINUTE_MILLIS * 5;
    }
}
