package io.nocturne.model.fleet;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether a host's data is fresh.
public enum HostState {
    /// The newest sample is at most 2 intervals old.
    REPORTING,
    /// The newest sample is older than 2 intervals: what is shown is no longer known to be true.
    STALE,
    /// Enrolled, but nothing has arrived yet.
    NEVER_REPORTED;

    /// After how many intervals without a sample a host is stale.
    public static final int STALE_AFTER_INTERVALS = 2;

    /// The state of a host whose newest sample is of `lastSampleAt`, at `now`, by the same clock.
    public static HostState of(@Nullable Instant lastSampleAt, Duration interval, Instant now) {
        if (lastSampleAt == null) {
            return NEVER_REPORTED;
        }
        Duration age = Duration.between(lastSampleAt, now);
        return age.compareTo(interval.multipliedBy(STALE_AFTER_INTERVALS)) > 0 ? STALE : REPORTING;
    }
}
