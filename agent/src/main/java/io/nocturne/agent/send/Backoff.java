package io.nocturne.agent.send;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait after a failed attempt.
///
/// **Shape** - the first `quickAttempts` of a delivery follow each other at about a quarter of a second;
/// then the waits double from 1 s to 15 s. Each is shortened by up to half at random, so that the agents of
/// a data center do not all come back at the same instant.
/// **Threads** - confined to "send".
public final class Backoff {

    static final Duration QUICK = Duration.ofMillis(300);
    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(15);

    /// Two pieces of a backlog are this far apart, or half of it: an hour of readings every 5 s is eight or so.
    static final Duration PACE = Duration.ofMillis(500);

    private static final int DOUBLINGS = 4;

    private final int quickAttempts;
    private final RandomGenerator random;
    private int failures;

    /// **Shape** - `quickAttempts` counts the first attempt: 3 means two quick repetitions.
    public Backoff(int quickAttempts, RandomGenerator random) {
        this.quickAttempts = quickAttempts;
        this.random = random;
    }

    /// Counts a failure and says how long to wait.
    Duration next() {
        failures++;
        if (failures < quickAttempts) {
            return jittered(QUICK);
        }
        int doublings = Math.min(failures - quickAttempts, DOUBLINGS);
        Duration wait = FIRST.multipliedBy(1L << doublings);
        return jittered(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    /// Starts over after a success.
    void reset() {
        failures = 0;
    }

    /// How long to wait after a success while more waits.
    Duration pace() {
        return jittered(PACE);
    }

    private Duration jittered(Duration wait) {
        return Duration.ofMillis(Math.round(wait.toMillis() * (1 - random.nextDouble() / 2)));
    }
}
