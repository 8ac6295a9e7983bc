package io.nocturne.server.access.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Table `refresh_token`.
@Repository
public class RefreshTokenStore {

    private final JdbcClient jdbc;

    RefreshTokenStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<RefreshToken> find(String tokenHash) {
        return jdbc.sql("SELECT token_hash, family, username, expires_at FROM refresh_token WHERE token_hash = ?")
                .param(tokenHash)
                .query(RefreshTokenStore::token)
                .optional();
    }

    public void insert(RefreshToken token) {
        jdbc.sql("INSERT INTO refresh_token (token_hash, family, username, expires_at) VALUES (?, ?, ?, ?)")
                .params(
                        token.tokenHash(),
                        token.family(),
                        token.username(),
                        token.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /// True for the first use only, whoever asks at the same time.
    public boolean markUsed(String tokenHash, Instant now) {
        return jdbc.sql("UPDATE refresh_token SET used_at = ? WHERE token_hash = ? AND used_at IS NULL")
                        .params(now.atOffset(ZoneOffset.UTC), tokenHash)
                        .update()
                == 1;
    }

    public void deleteFamily(UUID family) {
        jdbc.sql("DELETE FROM refresh_token WHERE family = ?").param(family).update();
    }

    public void deleteOf(String username) {
        jdbc.sql("DELETE FROM refresh_token WHERE username = ?").param(username).update();
    }

    public void deleteExpired(Instant now) {
        jdbc.sql("DELETE FROM refresh_token WHERE expires_at < ?")
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static RefreshToken token(ResultSet row, int index) throws SQLException {
        return new RefreshToken(
                row.getString("token_hash"),
                row.getObject("family", UUID.class),
                row.getString("username"),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }

    /// A refresh token as it is stored: its hash, and the sign-in that it belongs to.
    public record RefreshToken(String tokenHash, UUID family, String username, Instant expiresAt) {}
}
