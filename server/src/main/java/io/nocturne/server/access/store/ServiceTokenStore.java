package io.nocturne.server.access.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Table `service_token`.
@Repository
public class ServiceTokenStore {

    private final JdbcClient jdbc;

    ServiceTokenStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<StoredServiceToken> all() {
        return jdbc.sql("SELECT * FROM service_token ORDER BY name")
                .query(ServiceTokenStore::token)
                .list();
    }

    /// False when the name is taken.
    public boolean insert(StoredServiceToken token) {
        return jdbc.sql("""
                        INSERT INTO service_token (token_id, token_hash, name, created_by, created_at, expires_at)
                        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """)
                        .params(
                                token.tokenId(),
                                token.tokenHash(),
                                token.name(),
                                token.createdBy(),
                                token.createdAt().atOffset(ZoneOffset.UTC),
                                token.expiresAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    public void delete(UUID tokenId) {
        jdbc.sql("DELETE FROM service_token WHERE token_id = ?").param(tokenId).update();
    }

    public void markUsed(UUID tokenId, Instant at) {
        jdbc.sql("UPDATE service_token SET last_used_at = ? WHERE token_id = ?")
                .params(at.atOffset(ZoneOffset.UTC), tokenId)
                .update();
    }

    private static StoredServiceToken token(ResultSet row, int index) throws SQLException {
        OffsetDateTime lastUsedAt = row.getObject("last_used_at", OffsetDateTime.class);
        return new StoredServiceToken(
                row.getObject("token_id", UUID.class),
                row.getString("token_hash"),
                row.getString("name"),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                lastUsedAt == null ? null : lastUsedAt.toInstant());
    }

    /// A service token as it is stored; `lastUsedAt` is absent until it was used.
    public record StoredServiceToken(
            UUID tokenId,
            String tokenHash,
            String name,
            String createdBy,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant lastUsedAt) {

        public StoredServiceToken usedAt(Instant time) {
            return new StoredServiceToken(tokenId, tokenHash, name, createdBy, createdAt, expiresAt, time);
        }
    }
}
