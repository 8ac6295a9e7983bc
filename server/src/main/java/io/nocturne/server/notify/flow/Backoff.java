package io.nocturne.server.notify.flow;

import java.time.Duration;

/// How long to wait after attempts that failed: from a second, twice as long each time, up to five minutes,
/// and a bit more or less so that not everybody comes at once.
///
/// **Threads** - stateless.
public final class Backoff {

    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofMinutes(5);
    /// Whoever says that it takes longer is asked again then.
    static final Duration MOST_ASKED = Duration.ofHours(6);

    private static final int MAX_DOUBLINGS = 10;
    private static final double SPREAD = 0.4;

    private Backoff() {}

    /// **Shape** - `failures` from 1; `chance` from 0 to 1.
    public static Duration after(int failures, double chance) {
        Duration wait = FIRST.multipliedBy(1L << Math.clamp(failures - 1L, 0, MAX_DOUBLINGS));
        wait = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
        return Duration.ofMillis(Math.round(wait.toMillis() * (1 - SPREAD / 2 + SPREAD * chance)));
    }

    /// What a receiver asked for, within bounds.
    public static Duration asked(Duration wanted) {
        if (wanted.isNegative()) {
            return Duration.ZERO;
        }
        return wanted.compareTo(MOST_ASKED) > 0 ? MOST_ASKED : wanted;
    }
}
