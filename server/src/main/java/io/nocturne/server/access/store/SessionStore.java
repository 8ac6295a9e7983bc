package io.nocturne.server.access.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Table `user_session`.
@Repository
public class SessionStore {

    private final JdbcClient jdbc;

    SessionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Every session whose time is not over.
    public List<StoredSession> all(Instant now) {
        return jdbc.sql("SELECT * FROM user_session WHERE expires_at > ?")
                .param(now.atOffset(ZoneOffset.UTC))
                .query(SessionStore::session)
                .list();
    }

    /// The session, locked until the transaction ends: of two uses of a token, one comes first.
    public Optional<StoredSession> findForUpdate(UUID sessionId) {
        return jdbc.sql("SELECT * FROM user_session WHERE session_id = ? FOR UPDATE")
                .param(sessionId)
                .query(SessionStore::session)
                .optional();
    }

    public void insert(StoredSession session) {
        jdbc.sql("""
                INSERT INTO user_session (session_id, username, generation, refreshed_at, expires_at)
                VALUES (?, ?, ?, ?, ?)
                """)
                .params(
                        session.sessionId(),
                        session.username(),
                        session.generation(),
                        session.refreshedAt().atOffset(ZoneOffset.UTC),
                        session.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    public void update(StoredSession session) {
        jdbc.sql("UPDATE user_session SET generation = ?, refreshed_at = ?, expires_at = ? WHERE session_id = ?")
                .params(
                        session.generation(),
                        session.refreshedAt().atOffset(ZoneOffset.UTC),
                        session.expiresAt().atOffset(ZoneOffset.UTC),
                        session.sessionId())
                .update();
    }

    public void delete(UUID sessionId) {
        jdbc.sql("DELETE FROM user_session WHERE session_id = ?")
                .param(sessionId)
                .update();
    }

    public void deleteOf(String username) {
        jdbc.sql("DELETE FROM user_session WHERE username = ?").param(username).update();
    }

    /// The sessions of a user beyond the newest so many, by when they were last used.
    public List<UUID> beyondNewest(String username, int kept) {
        return jdbc.sql("""
                SELECT session_id FROM user_session WHERE username = ?
                ORDER BY refreshed_at DESC, session_id OFFSET ? ROWS
                """)
                .params(username, kept)
                .query((row, _) -> row.getObject("session_id", UUID.class))
                .list();
    }

    public void deleteExpired(Instant now) {
        jdbc.sql("DELETE FROM user_session WHERE expires_at <= ?")
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static StoredSession session(ResultSet row, int index) throws SQLException {
        return new StoredSession(
                row.getObject("session_id", UUID.class),
                row.getString("username"),
                row.getLong("generation"),
                row.getObject("refreshed_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }

    /// A sign-in as it is stored; `generation` is the number of its newest refresh token, made at `refreshedAt`.
    public record StoredSession(
            UUID sessionId, String username, long generation, Instant refreshedAt, Instant expiresAt) {

        public StoredSession next(Instant now, Instant newExpiresAt) {
            return new StoredSession(sessionId, username, generation + 1, now, newExpiresAt);
        }
    }
}
