package io.nocturne.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// How often something may be done for each key: a number of times at once, and once more each so often.
///
/// **Shape** - a key's state is the instant at which its allowance is whole again. At most so many keys are kept; one
/// that was not asked for until its allowance was whole is forgotten.
/// **Threads** - safe; each key is changed atomically.
/// **Source** - the generic cell rate algorithm, ITU-T I.371.
public final class RateLimits {

    private final Duration each;
    private final Duration burst;
    private final Clock clock;
    private final Cache<String, Instant> wholeAt;

    /// **Unit** - `times` at once, then one `each`; `maxKeys` keys are kept.
    public RateLimits(int times, Duration each, int maxKeys, Clock clock) {
        this.each = each;
        this.burst = each.multipliedBy(times);
        this.clock = clock;
        this.wholeAt = Caffeine.newBuilder()
                .maximumSize(maxKeys)
                .expireAfterAccess(burst)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    /// Takes one time of a key's allowance: zero when it was there, or how long until it is. What was refused takes
    /// nothing.
    public Duration take(String key) {
        Instant now = clock.instant();
        Wait wait = new Wait();
        wholeAt.asMap().compute(key, (_, before) -> {
            Instant from = before == null || before.isBefore(now) ? now : before;
            Instant after = from.plus(each);
            Duration tooMuch = Duration.between(now, after).minus(burst);
            if (tooMuch.isPositive()) {
                wait.length = tooMuch;
                return Objects.requireNonNull(before);
            }
            return after;
        });
        return wait.length;
    }

    /// Gives back what was taken and not used.
    public void giveBack(String key) {
        wholeAt.asMap().computeIfPresent(key, (_, before) -> before.minus(each));
    }

    /// Whether nothing of a key's allowance is taken.
    boolean isWhole(String key) {
        Instant at = wholeAt.getIfPresent(key);
        return at == null || !at.isAfter(clock.instant());
    }

    private static final class Wait {

        private Duration length = Duration.ZERO;
    }
}
