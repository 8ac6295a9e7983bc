package io.nocturne.server.access.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Table `agent_credential`.
@Repository
public class AgentCredentialStore {

    private final JdbcClient jdbc;

    AgentCredentialStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void insert(UUID agentId, UUID hostId, Instant issuedAt) {
        jdbc.sql("INSERT INTO agent_credential (agent_id, host_id, issued_at) VALUES (?, ?, ?)")
                .params(agentId, hostId, issuedAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    /// The credentials of a host that are not revoked.
    public List<UUID> inForceOf(UUID hostId) {
        return jdbc.sql("SELECT agent_id FROM agent_credential WHERE host_id = ? AND revoked_at IS NULL FOR UPDATE")
                .param(hostId)
                .query((row, _) -> row.getObject("agent_id", UUID.class))
                .list();
    }

    public void revokeAll(UUID hostId, Instant now) {
        jdbc.sql("UPDATE agent_credential SET revoked_at = ? WHERE host_id = ? AND revoked_at IS NULL")
                .params(now.atOffset(ZoneOffset.UTC), hostId)
                .update();
    }

    /// Whether a credential was issued here and not revoked since.
    public boolean isInForce(String agentId) {
        return jdbc.sql("SELECT COUNT(*) FROM agent_credential WHERE agent_id = ? AND revoked_at IS NULL")
                        .param(UUID.fromString(agentId))
                        .query(Integer.class)
                        .single()
                == 1;
    }
}
