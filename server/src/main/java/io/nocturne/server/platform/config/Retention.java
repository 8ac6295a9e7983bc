package io.nocturne.server.platform.config;

import java.time.Duration;

/// How long samples are kept, at each resolution.
///
/// **Errors** - [IllegalArgumentException] for less than a resolution needs to make the next coarser one.
/// **Threads** - immutable.
public record Retention(Duration raw, Duration oneMinute, Duration oneHour) {

    private static final Duration MIN_RAW = Duration.ofDays(1);

    public static final Retention DEFAULT =
            new Retention(Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(365));

    public Retention {
        if (raw.compareTo(MIN_RAW) < 0) {
            throw new IllegalArgumentException("samples must be kept as they came for 1 day or more, not " + raw);
        }
        if (oneMinute.compareTo(raw) < 0 || oneHour.compareTo(oneMinute) < 0) {
            throw new IllegalArgumentException(
                    "a coarser resolution must be kept as long as a finer one; raw is kept %d days, minutes %d, hours %d"
                            .formatted(raw.toDays(), oneMinute.toDays(), oneHour.toDays()));
        }
    }
}
