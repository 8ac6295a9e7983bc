package io.nocturne.server.fleet.store;

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

/// Table `enrollment_token`.
@Repository
public class EnrollmentTokenStore {

    private final JdbcClient jdbc;

    EnrollmentTokenStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<StoredToken> all() {
        return jdbc.sql("SELECT * FROM enrollment_token ORDER BY created_at")
                .query(EnrollmentTokenStore::token)
                .list();
    }

    public void insert(StoredToken token) {
        jdbc.sql("""
                INSERT INTO enrollment_token (token_id, token_hash, description, created_at, expires_at, uses_left)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
                .param(token.tokenId())
                .param(token.tokenHash())
                .param(token.description())
                .param(token.createdAt().atOffset(ZoneOffset.UTC))
                .param(token.expiresAt() == null ? null : token.expiresAt().atOffset(ZoneOffset.UTC))
                .param(token.usesLeft())
                .update();
    }

    /// Takes one use of a token; false when it is unknown, over or used up. Two takers never share one
    /// use.
    public boolean take(String tokenHash, Instant now) {
        return jdbc.sql("""
                UPDATE enrollment_token SET uses_left = uses_left - 1
                WHERE token_hash = ? AND (expires_at IS NULL OR expires_at > ?) AND (uses_left IS NULL OR uses_left > 0)
                """).params(tokenHash, now.atOffset(ZoneOffset.UTC)).update() == 1;
    }

    /// False when there is no such token.
    public boolean delete(UUID tokenId) {
        return jdbc.sql("DELETE FROM enrollment_token WHERE token_id = ?")
                        .param(tokenId)
                        .update()
                == 1;
    }

    /// Deletes, of those with that description, the one with that hash, those that are over, and those of an earlier
    /// version, which have no end.
    public void deleteEnded(String description, String tokenHash, Instant now) {
        jdbc.sql("""
                DELETE FROM enrollment_token
                WHERE description = ? AND (token_hash = ? OR expires_at IS NULL OR expires_at <= ?)
                """)
                .params(description, tokenHash, now.atOffset(ZoneOffset.UTC))
                .update();
    }

    public void extend(UUID tokenId, Instant expiresAt) {
        jdbc.sql("UPDATE enrollment_token SET expires_at = ? WHERE token_id = ?")
                .params(expiresAt.atOffset(ZoneOffset.UTC), tokenId)
                .update();
    }

    private static StoredToken token(ResultSet row, int index) throws SQLException {
        OffsetDateTime expiresAt = row.getObject("expires_at", OffsetDateTime.class);
        return new StoredToken(
                row.getObject("token_id", UUID.class),
                row.getString("token_hash"),
                row.getString("description"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                expiresAt == null ? null : expiresAt.toInstant(),
                row.getObject("uses_left", Integer.class));
    }

    /// A token as it is stored; absent `expiresAt` means without end, absent `usesLeft` too, in a
    /// token of an earlier version.
    public record StoredToken(
            UUID tokenId,
            String tokenHash,
            String description,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Integer usesLeft) {}
}
