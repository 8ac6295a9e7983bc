package io.nocturne.server.platform.loop;

import java.time.Duration;

/// How long a turn of a part may take, and how long the part rests after turns that failed.
///
/// **Shape** - a rest is twice the one before, from `firstRest` up to `longestRest`.
public record Pace(Duration bound, Duration firstRest, Duration longestRest) {

    private static final int MAX_DOUBLINGS = 20;

    /// After the n-th failure in a row.
    Duration rest(int failures) {
        Duration rest = firstRest.multipliedBy(1L << Math.clamp(failures - 1L, 0, MAX_DOUBLINGS));
        return rest.compareTo(longestRest) > 0 ? longestRest : rest;
    }
}
