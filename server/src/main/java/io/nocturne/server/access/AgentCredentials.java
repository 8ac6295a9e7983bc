package io.nocturne.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.nocturne.server.access.store.AgentCredentialStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.transaction.support.TransactionTemplate;

/// The credentials of agents: one in force for each host.
///
/// Which are in force is remembered, so that a delivery does not ask the database: the [#MAX_REMEMBERED] last heard of,
/// each for [#REMEMBERED]. A credential that is revoked here is refused at once.
///
/// **Threads** - safe.
public class AgentCredentials {

    private static final int MAX_REMEMBERED = 50_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final AgentCredentialStore store;
    private final JwtTokens tokens;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Cache<String, Boolean> inForce;

    AgentCredentials(AgentCredentialStore store, JwtTokens tokens, TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.tokens = tokens;
        this.transaction = transaction;
        this.clock = clock;
        this.inForce = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(REMEMBERED)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    /// A new credential for a host; those that it had are refused from now on.
    public Issued issue(UUID hostId) {
        UUID agentId = UUID.randomUUID();
        List<UUID> before = Objects.requireNonNull(transaction.execute(_ -> {
            List<UUID> known = store.inForceOf(hostId);
            store.revokeAll(hostId, clock.instant());
            store.insert(agentId, hostId, clock.instant());
            return known;
        }));
        before.forEach(id -> inForce.put(id.toString(), false));
        return new Issued(agentId, tokens.forAgent(hostId.toString(), agentId.toString()));
    }

    /// Whether a credential was issued here and not revoked since.
    boolean isInForce(String agentId) {
        return Boolean.TRUE.equals(inForce.get(agentId, store::isInForce));
    }

    /// What the agent keeps; `credential` is shown once and never stored here.
    public record Issued(UUID agentId, String credential) {

        @Override
        public String toString() {
            return "Issued[agentId=" + agentId + ", credential=<hidden>]";
        }
    }
}
