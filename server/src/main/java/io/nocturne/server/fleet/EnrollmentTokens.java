package io.nocturne.server.fleet;

import io.nocturne.model.problem.ProblemCode;
import io.nocturne.model.text.PlainText;
import io.nocturne.server.access.RateLimits;
import io.nocturne.server.access.SecretTokens;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.audit.EventKind;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.fleet.store.EnrollmentTokenStore;
import io.nocturne.server.fleet.store.EnrollmentTokenStore.StoredToken;
import io.nocturne.server.platform.web.ClientAddress;
import io.nocturne.server.platform.web.Page;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The tokens with which new hosts may enroll. Only hashes are kept.
///
/// A token lets in so many hosts, and so many at a time: [#BURST] at once and then five a second, counted for the token
/// and for the address that they come from. Which tokens there are is known in memory, so that a stranger's guess asks
/// no database.
///
/// **Threads** - safe.
@Service
class EnrollmentTokens {

    static final int BURST = 2_000;
    static final int DEFAULT_USES = 1_000;
    static final int MAX_USES = 10_000;
    static final int MAX_TOKENS = 1_000;

    private static final String PREFIX = "net_";
    private static final String LOCAL = "local agent";
    static final int MAX_DESCRIPTION = 255;
    private static final int MAX_ADDRESSES = 20_000;
    static final Duration LOCAL_LIFE = Duration.ofDays(7);
    private static final Duration MAX_LIFE = Duration.ofDays(365);
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final EnrollmentTokenStore store;
    private final SecretTokens secrets;
    private final AuditLog audit;
    private final Clock clock;
    private final RateLimits ofToken;
    private final RateLimits ofAddress;
    private final ConcurrentMap<String, StoredToken> known = new ConcurrentHashMap<>();

    EnrollmentTokens(EnrollmentTokenStore store, SecretTokens secrets, AuditLog audit, Clock clock) {
        this.store = store;
        this.secrets = secrets;
        this.audit = audit;
        this.clock = clock;
        this.ofToken = new RateLimits(BURST, BETWEEN, MAX_TOKENS, clock);
        this.ofAddress = new RateLimits(BURST, BETWEEN, MAX_ADDRESSES, clock);
        store.all().forEach(token -> known.put(token.tokenHash(), token));
    }

    /// Some tokens, the oldest first.
    ///
    /// **Errors** - as [Page#of] has them.
    Page<StoredToken> page(@Nullable String cursor, int limit) {
        return Page.of(
                store.all().stream().sorted(Comparator.comparing(EnrollmentTokens::sortKey)),
                EnrollmentTokens::sortKey,
                cursor,
                limit);
    }

    /// Times as numbers of one length, so that they sort as texts.
    private static String sortKey(StoredToken token) {
        return "%015d %s".formatted(token.createdAt().toEpochMilli(), token.tokenId());
    }

    /// A new token; its text is in the answer and nowhere else.
    Created create(String description, @Nullable Long expiresInSeconds, @Nullable Integer uses, Origin by) {
        if (description.isBlank() || description.length() > MAX_DESCRIPTION || description.equals(LOCAL)) {
            throw ProblemException.invalid(
                    "description must have 1 to %d characters and not be '%s'".formatted(MAX_DESCRIPTION, LOCAL));
        }
        try {
            PlainText.require("description", description, MAX_DESCRIPTION);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(String.valueOf(e.getMessage()));
        }
        if (uses != null && (uses < 1 || uses > MAX_USES)) {
            throw ProblemException.invalid("uses must be 1 to " + MAX_USES);
        }
        if (expiresInSeconds != null && (expiresInSeconds < 1 || expiresInSeconds > MAX_LIFE.toSeconds())) {
            throw ProblemException.invalid("expiresInSeconds must be 1 to " + MAX_LIFE.toSeconds());
        }
        if (known.size() >= MAX_TOKENS) {
            throw new ProblemException(
                    ProblemCode.CONFLICT, "there are %d enrollment tokens; delete one first".formatted(MAX_TOKENS));
        }
        Created created = insert(description, expiresInSeconds, uses == null ? DEFAULT_USES : uses);
        audit.changed(
                EventKind.ENROLLMENT_TOKEN_CREATED,
                by,
                "%s, for %d hosts"
                        .formatted(describe(created.stored()), created.stored().usesLeft()));
        return created;
    }

    /// A token for agents on the same machine in the place of the one that this machine had, which is refused from now
    /// on; those of other servers at the database stay until they are over. It lives [#LOCAL_LIFE] if
    /// [#extendLocal] does not give it more.
    @Transactional
    public Created replaceLocal(@Nullable String before) {
        Instant now = clock.instant();
        String hash = before == null ? "" : SecretTokens.hash(before);
        store.deleteEnded(LOCAL, hash, now);
        known.values()
                .removeIf(token -> token.description().equals(LOCAL)
                        && (token.tokenHash().equals(hash)
                                || token.expiresAt() == null
                                || !token.expiresAt().isAfter(now)));
        return insert(LOCAL, LOCAL_LIFE.toSeconds(), MAX_USES);
    }

    /// Has a local token live [#LOCAL_LIFE] from now; one that was deleted stays so.
    void extendLocal(UUID tokenId) {
        store.extend(tokenId, clock.instant().plus(LOCAL_LIFE));
    }

    /// Takes one use of a token; says which one it was.
    ///
    /// **Errors** - [ProblemException] `enrollment-refused`, which does not say why: unknown, over or
    /// used up; `overloaded` when too many enroll at once.
    String take(String token, String address) {
        String hash = SecretTokens.hash(token);
        StoredToken stored = known.get(hash);
        if (stored == null) {
            throw refused(Origin.unnamed(address), "an unknown token");
        }
        Origin origin = new Origin(stored.description(), address);
        String network = ClientAddress.network(address);
        Duration wait = ofToken.take(hash);
        if (!wait.isPositive()) {
            wait = ofAddress.take(network);
            if (wait.isPositive()) {
                ofToken.giveBack(hash);
            }
        }
        if (wait.isPositive()) {
            audit.seen(EventKind.ENROLLMENT_THROTTLED, origin, "too many hosts at once by " + describe(stored));
            throw new ProblemException(ProblemCode.OVERLOADED, "too many hosts enroll at once; try again", wait);
        }
        if (!store.take(hash, clock.instant())) {
            ofToken.giveBack(hash);
            ofAddress.giveBack(network);
            throw refused(origin, describe(stored) + " is over or used up");
        }
        return describe(stored);
    }

    void delete(UUID tokenId, Origin by) {
        if (!store.delete(tokenId)) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "there is no enrollment token " + tokenId);
        }
        known.values().removeIf(token -> token.tokenId().equals(tokenId));
        audit.changed(EventKind.ENROLLMENT_TOKEN_DELETED, by, "enrollment token " + tokenId);
    }

    private ProblemException refused(Origin origin, String why) {
        audit.seen(EventKind.ENROLLMENT_REFUSED, origin, why);
        return new ProblemException(ProblemCode.ENROLLMENT_REFUSED, "the enrollment token is unknown, over or used up");
    }

    private static String describe(StoredToken token) {
        return "enrollment token '%s' (%s)".formatted(token.description(), token.tokenId());
    }

    private Created insert(String description, @Nullable Long expiresInSeconds, int uses) {
        String token = secrets.create(PREFIX);
        StoredToken stored = new StoredToken(
                UUID.randomUUID(),
                SecretTokens.hash(token),
                description,
                clock.instant(),
                expiresInSeconds == null ? null : clock.instant().plusSeconds(expiresInSeconds),
                uses);
        store.insert(stored);
        known.put(stored.tokenHash(), stored);
        return new Created(stored, token);
    }

    /// A token that was just made, with its text.
    record Created(StoredToken stored, String token) {

        @Override
        public String toString() {
            return "Created[" + stored.tokenId() + ", token=<hidden>]";
        }
    }
}
