package io.nocturne.agent.log;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// One thing that can keep failing: the first failure is a warning at once, then one line a minute with the
/// count.
///
/// **Threads** - confined to the thread that owns the thing.
public final class RepeatedFailure {

    private static final Duration QUIET = Duration.ofMinutes(1);

    private final Logger log;
    private final InstantSource clock;
    private @Nullable Instant since;
    private @Nullable Instant lastLine;
    private int unreported;

    public RepeatedFailure(Logger log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /// Counts a failure and logs it if it is time to.
    public void report(String message, Object... arguments) {
        Instant now = clock.instant();
        Instant last = lastLine;
        unreported++;
        if (since == null) {
            since = now;
        }
        if (last != null && Duration.between(last, now).abs().compareTo(QUIET) < 0) {
            return;
        }
        String times = unreported > 1 ? " (%d times since the last such line)".formatted(unreported) : "";
        log.warn(message + times, arguments);
        lastLine = now;
        unreported = 0;
    }

    /// Notes that the thing works; how long it did not, if it had failed.
    public Optional<Duration> over() {
        Instant began = since;
        if (began == null) {
            return Optional.empty();
        }
        since = null;
        lastLine = null;
        unreported = 0;
        Duration lasted = Duration.between(began, clock.instant());
        return Optional.of(lasted.isNegative() ? Duration.ZERO : lasted);
    }

    /// Whether the last thing heard was a failure.
    public boolean isFailing() {
        return since != null;
    }
}
