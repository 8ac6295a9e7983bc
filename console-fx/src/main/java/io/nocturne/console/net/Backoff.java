package io.nocturne.console.net;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/// How long to wait before the next try: 1, 2, 4, 8, then 15 seconds, each up to a fifth longer or
/// shorter so that consoles do not all come back in the same instant.
public final class Backoff {

    private static final long[] SECONDS = {1, 2, 4, 8, 15};
    private static final double SPREAD = 0.2;

    private final DoubleSupplier chance;

    /// `chance` gives numbers in [0, 1).
    public Backoff(DoubleSupplier chance) {
        this.chance = chance;
    }

    /// The wait after so many failed tries in a row, 1 or more.
    Duration after(int failures) {
        long seconds = SECONDS[Math.clamp(failures - 1, 0, SECONDS.length - 1)];
        double factor = 1 + SPREAD * (2 * chance.getAsDouble() - 1);
        return Duration.ofMillis(Math.round(seconds * 1_000 * factor));
    }
}
