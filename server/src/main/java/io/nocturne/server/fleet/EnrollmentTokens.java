package io.nocturne.server.fleet;

import io.nocturne.model.problem.ProblemCode;
import io.nocturne.model.text.PlainText;
import io.nocturne.server.access.SecretTokens;
import io.nocturne.server.fleet.store.EnrollmentTokenStore;
import io.nocturne.server.fleet.store.EnrollmentTokenStore.StoredToken;
import io.nocturne.server.platform.web.Page;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The tokens with which new hosts may enroll. Only hashes are kept.
@Service
class EnrollmentTokens {

    private static final String PREFIX = "net_";
    private static final String LOCAL = "local agent";
    static final int MAX_DESCRIPTION = 255;
    private static final int MAX_USES = 100_000;
    private static final Duration MAX_LIFE = Duration.ofDays(365);

    private final EnrollmentTokenStore store;
    private final SecretTokens secrets;
    private final Clock clock;

    EnrollmentTokens(EnrollmentTokenStore store, SecretTokens secrets, Clock clock) {
        this.store = store;
        this.secrets = secrets;
        this.clock = clock;
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
    Created create(String description, @Nullable Long expiresInSeconds, @Nullable Integer uses) {
        if (description.isBlank() || description.length() > MAX_DESCRIPTION || description.equals(LOCAL)) {
            throw invalid("description must have 1 to %d characters and not be '%s'".formatted(MAX_DESCRIPTION, LOCAL));
        }
        try {
            PlainText.require("description", description, MAX_DESCRIPTION);
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
        if (uses != null && (uses < 1 || uses > MAX_USES)) {
            throw invalid("uses must be 1 to " + MAX_USES);
        }
        if (expiresInSeconds != null && (expiresInSeconds < 1 || expiresInSeconds > MAX_LIFE.toSeconds())) {
            throw invalid("expiresInSeconds must be 1 to " + MAX_LIFE.toSeconds());
        }
        return insert(description, expiresInSeconds, uses);
    }

    /// The token of this start for agents on the same machine; that of the start before is refused from
    /// now on.
    @Transactional
    public Created replaceLocal() {
        store.deleteDescribedAs(LOCAL);
        return insert(LOCAL, null, null);
    }

    /// Takes one use of a token.
    ///
    /// **Errors** - [ProblemException] `enrollment-refused`, which does not say why: unknown, over or
    /// used up.
    void take(String token) {
        if (!store.take(SecretTokens.hash(token), clock.instant())) {
            throw new ProblemException(
                    ProblemCode.ENROLLMENT_REFUSED, "the enrollment token is unknown, over or used up");
        }
    }

    void delete(UUID tokenId) {
        if (!store.delete(tokenId)) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "there is no enrollment token " + tokenId);
        }
    }

    private Created insert(String description, @Nullable Long expiresInSeconds, @Nullable Integer uses) {
        String token = secrets.create(PREFIX);
        StoredToken stored = new StoredToken(
                UUID.randomUUID(),
                SecretTokens.hash(token),
                description,
                clock.instant(),
                expiresInSeconds == null ? null : clock.instant().plusSeconds(expiresInSeconds),
                uses);
        store.insert(stored);
        return new Created(stored, token);
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemCode.REQUEST_INVALID, detail);
    }

    /// A token that was just made, with its text.
    record Created(StoredToken stored, String token) {

        @Override
        public String toString() {
            return "Created[" + stored.tokenId() + ", token=<hidden>]";
        }
    }
}
