package io.nocturne.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.nocturne.server.access.SignInThrottle.Pair;
import io.nocturne.server.platform.secret.Hmac;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.spec.SecretKeySpec;

/// From where people signed in lately, and a keyed digest of the password that was right then. Whoever gives
/// the same password from the same address is let in without any waiting and hashing, whatever strangers do
/// to the account, even from the same address.
///
/// The digest is fast to try, so its use is bounded: after [#MAX_MISSES] wrong passwords the address is as
/// good as any other until somebody signed in from it again. Key and digests are in memory only.
///
/// **Threads** - safe.
final class KnownAddresses {

    static final int MAX_MISSES = 20_000;

    private static final int MAX_KEYS = 10_000;
    private static final int KEY_BYTES = 32;
    private static final Duration REMEMBERED = Duration.ofHours(12);

    private final SecretKeySpec key;
    private final Cache<Pair, Known> known;

    KnownAddresses(SecureRandom random, Clock clock) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, Hmac.SHA256);
        this.known = Caffeine.newBuilder()
                .maximumSize(MAX_KEYS)
                .expireAfterWrite(REMEMBERED)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    /// Notes that a password was right; `passwordHash` is what it was compared with.
    void remember(Pair pair, String password, String passwordHash) {
        known.put(pair, new Known(digest(password), passwordHash, new AtomicInteger(MAX_MISSES)));
    }

    boolean isKnown(Pair pair) {
        return known.getIfPresent(pair) != null;
    }

    /// The stored hash that this password was right for, if it was right from there before. It counts as long
    /// as the account still has that hash.
    Optional<String> hashFor(Pair pair, String password) {
        Known there = known.getIfPresent(pair);
        if (there == null) {
            return Optional.empty();
        }
        if (same(there.digest(), digest(password))) {
            return Optional.of(there.passwordHash());
        }
        if (there.missesLeft().decrementAndGet() <= 0) {
            known.asMap().remove(pair, there);
        }
        return Optional.empty();
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    private String digest(String password) {
        return HexFormat.of().formatHex(Hmac.of(key, password.getBytes(StandardCharsets.UTF_8)));
    }

    private record Known(String digest, String passwordHash, AtomicInteger missesLeft) {}
}
