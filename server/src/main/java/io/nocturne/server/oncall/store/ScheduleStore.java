package io.nocturne.server.oncall.store;

import io.nocturne.model.oncall.OnCallSchedule;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Table `on_call_schedule`.
@Repository
public class ScheduleStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ScheduleStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public List<OnCallSchedule> all() {
        return jdbc.sql("SELECT content FROM on_call_schedule")
                .query((row, _) -> json.readValue(row.getString("content"), OnCallSchedule.class))
                .list();
    }

    public void insert(OnCallSchedule schedule) {
        jdbc.sql("INSERT INTO on_call_schedule (version, content, updated_at, schedule_id) VALUES (?, ?, ?, ?)")
                .params(schedule.version(), json.writeValueAsString(schedule), updatedAt(schedule), id(schedule))
                .update();
    }

    /// False when it is not there in the version before.
    public boolean update(OnCallSchedule schedule) {
        return jdbc.sql("""
                        UPDATE on_call_schedule SET version = ?, content = ?, updated_at = ?
                        WHERE schedule_id = ? AND version = ?
                        """)
                        .params(
                                schedule.version(),
                                json.writeValueAsString(schedule),
                                updatedAt(schedule),
                                id(schedule),
                                schedule.version() - 1)
                        .update()
                == 1;
    }

    public void delete(UUID scheduleId) {
        jdbc.sql("DELETE FROM on_call_schedule WHERE schedule_id = ?")
                .param(scheduleId)
                .update();
    }

    private static UUID id(OnCallSchedule schedule) {
        return UUID.fromString(String.valueOf(schedule.scheduleId()));
    }

    private static OffsetDateTime updatedAt(OnCallSchedule schedule) {
        return Objects.requireNonNull(schedule.updatedAt()).atOffset(ZoneOffset.UTC);
    }
}
