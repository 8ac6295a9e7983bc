package io.nocturne.console.fx;

import java.time.Duration;

/// How far back charts look.
public enum TimeSpan {
    QUARTER_HOUR(Duration.ofMinutes(15)),
    HOUR(Duration.ofHours(1)),
    SIX_HOURS(Duration.ofHours(6)),
    DAY(Duration.ofHours(24)),
    WEEK(Duration.ofDays(7));

    private final Duration length;

    TimeSpan(Duration length) {
        this.length = length;
    }

    public Duration length() {
        return length;
    }
}
