package io.nocturne.server.access;

import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.access.JwtTokens.Verdict;
import io.nocturne.server.access.store.ServiceTokenStore;
import io.nocturne.server.access.store.ServiceTokenStore.StoredServiceToken;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.audit.EventKind;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/// The tokens with which programs read: what a viewer may see, and nothing else. Only hashes are kept; all of them are
/// in memory, so a request with one asks no database.
///
/// **Threads** - safe; one change at a time.
class ServiceTokens {

    static final String PREFIX = "nst_";
    static final int MAX_TOKENS = 1_000;
    static final Duration MAX_LIFE = Duration.ofDays(366);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final ServiceTokenStore store;
    private final SecretTokens secrets;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final ConcurrentMap<String, StoredServiceToken> byHash = new ConcurrentHashMap<>();
    private final Set<UUID> ids = ConcurrentHashMap.newKeySet();
    /// Uses that are not in the database yet.
    private final ConcurrentMap<UUID, Instant> used = new ConcurrentHashMap<>();

    ServiceTokens(
            ServiceTokenStore store,
            SecretTokens secrets,
            AuditLog audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.secrets = secrets;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        store.all().forEach(this::remember);
    }

    /// The tokens behind that name, by name.
    List<StoredServiceToken> after(String name, int limit) {
        return byHash.values().stream()
                .filter(token -> token.name().compareTo(name) > 0)
                .sorted(Comparator.comparing(StoredServiceToken::name))
                .limit(limit)
                .toList();
    }

    /// A new token; its text is in the answer and nowhere else.
    Created create(@Nullable String name, @Nullable Long expiresInSeconds, Origin by) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw ProblemException.invalid("name must match " + NAME);
        }
        if (expiresInSeconds == null || expiresInSeconds < 1 || expiresInSeconds > MAX_LIFE.toSeconds()) {
            throw ProblemException.invalid("expiresInSeconds must be 1 to " + MAX_LIFE.toSeconds());
        }
        String text = secrets.create(PREFIX);
        Instant now = clock.instant();
        StoredServiceToken token = new StoredServiceToken(
                UUID.randomUUID(),
                SecretTokens.hash(text),
                name,
                by.user(),
                now,
                now.plusSeconds(expiresInSeconds),
                null);
        lock.lock();
        try {
            if (byHash.size() >= MAX_TOKENS) {
                throw new ProblemException(
                        ProblemCode.CONFLICT, "there are %d service tokens; delete one first".formatted(MAX_TOKENS));
            }
            if (!store.insert(token)) {
                throw new ProblemException(
                        ProblemCode.CONFLICT, "there is a service token '%s' already".formatted(name));
            }
            remember(token);
        } finally {
            lock.unlock();
        }
        audit.changed(EventKind.SERVICE_TOKEN_CREATED, by, describe(token) + ", until " + token.expiresAt());
        return new Created(token, text);
    }

    /// Deletes a token, which is refused from now on.
    void revoke(UUID tokenId, Origin by) {
        StoredServiceToken token;
        lock.lock();
        try {
            token = byHash.values().stream()
                    .filter(known -> known.tokenId().equals(tokenId))
                    .findFirst()
                    .orElseThrow(
                            () -> new ProblemException(ProblemCode.NOT_FOUND, "there is no service token " + tokenId));
            store.delete(tokenId);
            byHash.remove(token.tokenHash());
            ids.remove(tokenId);
            used.remove(tokenId);
        } finally {
            lock.unlock();
        }
        events.publishEvent(new AccessRevoked(Set.of(tokenId)));
        audit.changed(EventKind.SERVICE_TOKEN_REVOKED, by, describe(token));
    }

    boolean isInForce(UUID tokenId) {
        return ids.contains(tokenId);
    }

    /// What a token's text is worth; notes that it was used.
    Verdict verify(String text) {
        Optional<StoredServiceToken> token = Optional.ofNullable(byHash.get(SecretTokens.hash(text)));
        if (token.isEmpty()) {
            return new Verdict.Invalid();
        }
        StoredServiceToken known = token.get();
        if (!known.expiresAt().isAfter(clock.instant())) {
            return new Verdict.Expired();
        }
        byHash.computeIfPresent(known.tokenHash(), (_, present) -> present.usedAt(clock.instant()));
        used.put(known.tokenId(), clock.instant());
        return new Verdict.Valid(Caller.service(known.name(), known.tokenId(), known.expiresAt()));
    }

    /// Writes when tokens were last used.
    void writeUses() {
        used.forEach((tokenId, at) -> {
            store.markUsed(tokenId, at);
            used.remove(tokenId, at);
        });
    }

    private void remember(StoredServiceToken token) {
        ids.add(token.tokenId());
        byHash.put(token.tokenHash(), token);
    }

    private static String describe(StoredServiceToken token) {
        return "service token '%s' (%s)".formatted(token.name(), token.tokenId());
    }

    /// A token that was just made, with its text.
    record Created(StoredServiceToken stored, String token) {

        @Override
        public String toString() {
            return "Created[" + stored.tokenId() + ", token=<hidden>]";
        }
    }
}
