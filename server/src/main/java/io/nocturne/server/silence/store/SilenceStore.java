package io.nocturne.server.silence.store;

import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.Silence;
import io.nocturne.model.alert.WeeklyWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Table `silence`.
@Repository
public class SilenceStore {

    static final TypeReference<List<Matcher>> MATCHERS = new TypeReference<>() {};
    static final TypeReference<List<WeeklyWindow>> WINDOWS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SilenceStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// Those that are not over.
    public List<StoredSilence> endingAfter(Instant time) {
        return jdbc.sql("SELECT * FROM silence WHERE ends_at > ? ORDER BY ends_at, silence_id")
                .param(time.atOffset(ZoneOffset.UTC))
                .query(this::silence)
                .list();
    }

    /// Those that were over before another one in this order, or at that time; the last one first.
    public List<StoredSilence> endedBefore(Instant time, UUID silenceId, int limit) {
        OffsetDateTime at = time.atOffset(ZoneOffset.UTC);
        return jdbc.sql("""
                        SELECT * FROM silence WHERE ends_at < ? OR (ends_at = ? AND silence_id < ?)
                        ORDER BY ends_at DESC, silence_id DESC LIMIT ?
                        """)
                .params(at, at, silenceId, limit)
                .query(this::silence)
                .list();
    }

    public Optional<StoredSilence> find(UUID silenceId) {
        return jdbc.sql("SELECT * FROM silence WHERE silence_id = ?")
                .param(silenceId)
                .query(this::silence)
                .optional();
    }

    public void insert(StoredSilence silence) {
        jdbc.sql("""
                        INSERT INTO silence (silence_id, version, kind, matchers, starts_at, ends_at, recurrence, remark,
                                             created_by, created_at, updated_by, replaces)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        silence.silenceId(),
                        silence.version(),
                        silence.kind().name().toLowerCase(Locale.ROOT),
                        json.writeValueAsString(silence.matchers()),
                        silence.startsAt().atOffset(ZoneOffset.UTC),
                        silence.endsAt().atOffset(ZoneOffset.UTC),
                        json.writeValueAsString(silence.recurrence()),
                        silence.comment(),
                        silence.createdBy(),
                        silence.createdAt().atOffset(ZoneOffset.UTC))
                .param(silence.updatedBy())
                .param(silence.replaces())
                .update();
    }

    /// False when it is not there in the version before.
    public boolean update(StoredSilence silence) {
        return jdbc.sql("""
                        UPDATE silence SET version = ?, kind = ?, matchers = ?, starts_at = ?, ends_at = ?, recurrence = ?,
                                           remark = ?, updated_by = ?
                        WHERE silence_id = ? AND version = ?
                        """)
                        .params(
                                silence.version(),
                                silence.kind().name().toLowerCase(Locale.ROOT),
                                json.writeValueAsString(silence.matchers()),
                                silence.startsAt().atOffset(ZoneOffset.UTC),
                                silence.endsAt().atOffset(ZoneOffset.UTC),
                                json.writeValueAsString(silence.recurrence()),
                                silence.comment())
                        .param(silence.updatedBy())
                        .params(silence.silenceId(), silence.version() - 1)
                        .update()
                == 1;
    }

    public int deleteEndedBefore(Instant time) {
        return jdbc.sql("DELETE FROM silence WHERE ends_at < ?")
                .param(time.atOffset(ZoneOffset.UTC))
                .update();
    }

    private StoredSilence silence(ResultSet row, int index) throws SQLException {
        return new StoredSilence(
                row.getObject("silence_id", UUID.class),
                row.getLong("version"),
                Silence.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                json.readValue(row.getString("matchers"), MATCHERS),
                row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                row.getObject("ends_at", OffsetDateTime.class).toInstant(),
                json.readValue(row.getString("recurrence"), WINDOWS),
                row.getString("remark"),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("updated_by"),
                row.getObject("replaces", UUID.class));
    }

    /// A silence as it is stored.
    ///
    /// **Absent** - `updatedBy` until somebody changed or ended it; `replaces` unless it came of an edit.
    public record StoredSilence(
            UUID silenceId,
            long version,
            Silence.Kind kind,
            List<Matcher> matchers,
            Instant startsAt,
            Instant endsAt,
            List<WeeklyWindow> recurrence,
            String comment,
            String createdBy,
            Instant createdAt,
            @Nullable String updatedBy,
            @Nullable UUID replaces) {

        public StoredSilence {
            matchers = List.copyOf(matchers);
            recurrence = List.copyOf(recurrence);
        }

        /// The next version, over from a time on, also if it has not begun.
        public StoredSilence endedAt(Instant time, String by) {
            return new StoredSilence(
                    silenceId,
                    version + 1,
                    kind,
                    matchers,
                    startsAt.isBefore(time) ? startsAt : time,
                    time,
                    recurrence,
                    comment,
                    createdBy,
                    createdAt,
                    by,
                    replaces);
        }
    }
}
