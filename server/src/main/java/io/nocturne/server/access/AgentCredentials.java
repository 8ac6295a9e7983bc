package io.nocturne.server.access;

import io.nocturne.server.access.store.AgentCredentialStore;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The credentials of agents: one in force for each host.
@Service
public class AgentCredentials {

    private final AgentCredentialStore store;
    private final JwtTokens tokens;
    private final Clock clock;

    AgentCredentials(AgentCredentialStore store, JwtTokens tokens, Clock clock) {
        this.store = store;
        this.tokens = tokens;
        this.clock = clock;
    }

    /// A new credential for a host; those that it had are refused from now on.
    @Transactional
    public Issued issue(UUID hostId) {
        UUID agentId = UUID.randomUUID();
        store.revokeAll(hostId, clock.instant());
        store.insert(agentId, hostId, clock.instant());
        return new Issued(agentId, tokens.forAgent(hostId.toString(), agentId.toString()));
    }

    /// What the agent keeps; `credential` is shown once and never stored here.
    public record Issued(UUID agentId, String credential) {

        @Override
        public String toString() {
            return "Issued[agentId=" + agentId + ", credential=<hidden>]";
        }
    }
}
