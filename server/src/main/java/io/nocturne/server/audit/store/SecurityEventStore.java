package io.nocturne.server.audit.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Table `security_event`.
@Repository
public class SecurityEventStore {

    private final JdbcClient jdbc;

    SecurityEventStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The number of the newest event, 0 when there is none.
    public long lastId() {
        return jdbc.sql("SELECT COALESCE(MAX(event_id), 0) FROM security_event")
                .query(Long.class)
                .single();
    }

    public void insert(StoredEvent event) {
        jdbc.sql("""
                INSERT INTO security_event
                    (event_id, first_at, last_at, kind, user_name, address, detail, occurrences, anybodys)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(
                        event.eventId(),
                        event.firstAt().atOffset(ZoneOffset.UTC),
                        event.lastAt().atOffset(ZoneOffset.UTC),
                        event.kind(),
                        event.user(),
                        event.address(),
                        event.detail(),
                        event.occurrences(),
                        event.anybodys())
                .update();
    }

    /// The newest events before that number, newest first.
    public List<StoredEvent> before(long eventId, int limit) {
        return jdbc.sql("""
                SELECT * FROM security_event WHERE event_id < ? ORDER BY event_id DESC FETCH FIRST ? ROWS ONLY
                """)
                .params(eventId, limit)
                .query(SecurityEventStore::event)
                .list();
    }

    public void deleteBefore(Instant time) {
        jdbc.sql("DELETE FROM security_event WHERE last_at < ?")
                .param(time.atOffset(ZoneOffset.UTC))
                .update();
    }

    /// Keeps the newest so many of those that anybody can cause, or of the others.
    public void keepNewest(int rows, boolean anybodys) {
        Optional<Long> newestTooMany =
                jdbc.sql("""
                SELECT event_id FROM security_event WHERE anybodys = ?
                ORDER BY event_id DESC OFFSET ? ROWS FETCH FIRST 1 ROW ONLY
                """).params(anybodys, rows).query(Long.class).optional();
        newestTooMany.ifPresent(eventId -> jdbc.sql("DELETE FROM security_event WHERE anybodys = ? AND event_id <= ?")
                .params(anybodys, eventId)
                .update());
    }

    private static StoredEvent event(ResultSet row, int index) throws SQLException {
        return new StoredEvent(
                row.getLong("event_id"),
                row.getObject("first_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_at", OffsetDateTime.class).toInstant(),
                row.getString("kind"),
                row.getString("user_name"),
                row.getString("address"),
                row.getString("detail"),
                row.getLong("occurrences"),
                row.getBoolean("anybodys"));
    }

    /// An event as it is stored.
    ///
    /// **Shape** - texts of at most [#MAX_USER], [#MAX_ADDRESS] and [#MAX_DETAIL] characters.
    public record StoredEvent(
            long eventId,
            Instant firstAt,
            Instant lastAt,
            String kind,
            String user,
            String address,
            String detail,
            long occurrences,
            boolean anybodys) {

        public static final int MAX_USER = 128;
        public static final int MAX_ADDRESS = 64;
        public static final int MAX_DETAIL = 512;
    }
}
