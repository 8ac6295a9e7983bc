package io.nocturne.server.silence.store;

import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.TimeRange;
import io.nocturne.model.alert.WeeklyWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Table `expected_absence`.
@Repository
public class AbsenceStore {

    private static final TypeReference<List<TimeRange>> RANGES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AbsenceStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public List<StoredAbsence> all() {
        return jdbc.sql("SELECT * FROM expected_absence ORDER BY absence_id")
                .query(this::absence)
                .list();
    }

    public void insert(StoredAbsence absence) {
        jdbc.sql("""
                        INSERT INTO expected_absence (hosts, windows, outside, ranges, remark, updated_by, updated_at,
                                                      version, absence_id)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """).params(parameters(absence)).update();
    }

    /// False when it is not there in the version before.
    public boolean update(StoredAbsence absence) {
        return jdbc.sql("""
                        UPDATE expected_absence SET hosts = ?, windows = ?, outside = ?, ranges = ?, remark = ?,
                                                    updated_by = ?, updated_at = ?, version = ?
                        WHERE absence_id = ? AND version = ?
                        """)
                        .params(parameters(absence))
                        .param(absence.version() - 1)
                        .update()
                == 1;
    }

    public void delete(UUID absenceId) {
        jdbc.sql("DELETE FROM expected_absence WHERE absence_id = ?")
                .param(absenceId)
                .update();
    }

    private List<Object> parameters(StoredAbsence absence) {
        return List.of(
                json.writeValueAsString(absence.hosts()),
                json.writeValueAsString(absence.windows()),
                absence.outside(),
                json.writeValueAsString(absence.ranges()),
                absence.comment(),
                absence.updatedBy(),
                absence.updatedAt().atOffset(ZoneOffset.UTC),
                absence.version(),
                absence.absenceId());
    }

    private StoredAbsence absence(ResultSet row, int index) throws SQLException {
        return new StoredAbsence(
                row.getObject("absence_id", UUID.class),
                row.getLong("version"),
                json.readValue(row.getString("hosts"), SilenceStore.MATCHERS),
                json.readValue(row.getString("windows"), SilenceStore.WINDOWS),
                row.getBoolean("outside"),
                json.readValue(row.getString("ranges"), RANGES),
                row.getString("remark"),
                row.getString("updated_by"),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    /// An expected absence as it is stored.
    public record StoredAbsence(
            UUID absenceId,
            long version,
            List<Matcher> hosts,
            List<WeeklyWindow> windows,
            boolean outside,
            List<TimeRange> ranges,
            String comment,
            String updatedBy,
            Instant updatedAt) {

        public StoredAbsence {
            hosts = List.copyOf(hosts);
            windows = List.copyOf(windows);
            ranges = List.copyOf(ranges);
        }
    }
}
