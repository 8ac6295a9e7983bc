package io.nocturne.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// How often passwords may be tried, before any is looked at.
///
/// Three things are counted. One address that tries one account waits longer after each wrong
/// password, up to a minute. One address that tries many accounts has [#ADDRESS_TIMES] tries and then
/// one every few seconds. One account that many addresses try has [#ACCOUNT_TIMES] tries and then one a
/// second; that holds for addresses that were wrong before and never signed in to it, so that nobody is
/// locked out of an account by what others do to it.
///
/// An attempt is charged before its password is looked at, so that a hundred at once are not a hundred free ones, and
/// given back when it was right.
///
/// **Threads** - safe.
final class SignInThrottle {

    static final int PAIR_TIMES = 5;
    static final int ADDRESS_TIMES = 20;
    static final int ACCOUNT_TIMES = 100;

    private static final int MAX_KEYS = 20_000;
    private static final int FREE_OF_ACCOUNT = 2;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration REMEMBERED = Duration.ofMinutes(15);
    private static final int MAX_DOUBLINGS = 6;

    private final Clock clock;
    private final RateLimits addresses;
    private final RateLimits accounts;
    private final Cache<Pair, Tries> pairs;

    SignInThrottle(Clock clock) {
        this.clock = clock;
        this.addresses = new RateLimits(ADDRESS_TIMES, Duration.ofSeconds(5), MAX_KEYS, clock);
        this.accounts = new RateLimits(ACCOUNT_TIMES, Duration.ofSeconds(1), MAX_KEYS, clock);
        this.pairs = Caffeine.newBuilder()
                .maximumSize(MAX_KEYS)
                .expireAfterWrite(REMEMBERED)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    /// Charges an attempt: zero when it may be made, or how long until one may.
    ///
    /// **Shape** - `knownThere` when that account signed in from that address before.
    Duration take(Pair pair, boolean knownThere) {
        Tries tries = charge(pair);
        if (tries.refusedFor().isPositive()) {
            return tries.refusedFor();
        }
        Duration wait = addresses.take(pair.network());
        if (wait.isPositive()) {
            uncharge(pair);
            return wait;
        }
        if (!knownThere && tries.number() > FREE_OF_ACCOUNT) {
            wait = accounts.take(pair.account());
            if (wait.isPositive()) {
                uncharge(pair);
                addresses.giveBack(pair.network());
            }
        }
        return wait;
    }

    /// The password was right: the pair begins anew, its address gets the attempt back.
    void right(Pair pair) {
        pairs.invalidate(pair);
        addresses.giveBack(pair.network());
    }

    /// The password was not looked at after all.
    void unused(Pair pair) {
        uncharge(pair);
        addresses.giveBack(pair.network());
    }

    /// Whether that address has had no wrong password lately.
    boolean isNewcomer(Pair pair) {
        return addresses.isWhole(pair.network());
    }

    private Tries charge(Pair pair) {
        Instant now = clock.instant();
        Tries after = Objects.requireNonNull(pairs.asMap().compute(pair, (_, before) -> {
            Tries tries = before == null ? Tries.NONE : before;
            return tries.blockedUntil().isAfter(now) ? tries.refused(now) : tries.charged(now);
        }));
        return after;
    }

    private void uncharge(Pair pair) {
        pairs.asMap().computeIfPresent(pair, (_, tries) -> tries.uncharged());
    }

    /// One account as one network sees it.
    record Pair(String account, String network) {}

    private record Tries(int number, Instant blockedUntil, Duration refusedFor) {

        private static final Tries NONE = new Tries(0, Instant.EPOCH, Duration.ZERO);

        Tries refused(Instant now) {
            return new Tries(number, blockedUntil, Duration.between(now, blockedUntil));
        }

        Tries charged(Instant now) {
            int after = number + 1;
            return new Tries(after, after < PAIR_TIMES ? Instant.EPOCH : now.plus(waitAfter(after)), Duration.ZERO);
        }

        Tries uncharged() {
            return new Tries(Math.max(0, number - 1), Instant.EPOCH, Duration.ZERO);
        }

        private static Duration waitAfter(int tries) {
            Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(MAX_DOUBLINGS, tries - PAIR_TIMES));
            return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
        }
    }
}
