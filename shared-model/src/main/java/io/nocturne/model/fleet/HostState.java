package io.nocturne.model.fleet;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether a host's data is fresh, and if not, whether its agent said that it would end.
public enum HostState {
    /// The newest sample is at most 2 intervals old.
    REPORTING,
    /// The newest sample is older than 2 intervals: what is shown is no longer known to be true.
    @JsonEnumDefaultValue
    STALE,
    /// The agent said goodbye and nothing newer has come: [HostStop] says why. What is shown is not live.
    STOPPED,
    /// Enrolled, but nothing has arrived yet.
    NEVER_REPORTED;

    /// After how many intervals without a sample a host is stale.
    public static final int STALE_AFTER_INTERVALS = 2;

    /// The state of a host of which `stop` is the newest goodbye, if it said any.
    public static HostState of(
            @Nullable HostStop stop, @Nullable Instant lastSampleAt, Duration interval, Instant now) {
        return stop != null && !stop.isOver(lastSampleAt) ? STOPPED : of(lastSampleAt, interval, now);
    }

    /// The same where silence does not count until a time, if one is given: the server was away, not the host.
    public static HostState of(
            @Nullable HostStop stop,
            @Nullable Instant lastSampleAt,
            @Nullable Instant excusedUntil,
            Duration interval,
            Instant now) {
        HostState state = of(stop, lastSampleAt, interval, now);
        return state == STALE && excusedUntil != null && now.isBefore(excusedUntil) ? REPORTING : state;
    }

    /// The state of a host whose newest sample is of `lastSampleAt`, at `now`, by the same clock.
    public static HostState of(@Nullable Instant lastSampleAt, Duration interval, Instant now) {
        if (lastSampleAt == null) {
            return NEVER_REPORTED;
        }
        Duration age = Duration.between(lastSampleAt, now);
        return age.compareTo(interval.multipliedBy(STALE_AFTER_INTERVALS)) > 0 ? STALE : REPORTING;
    }
}
