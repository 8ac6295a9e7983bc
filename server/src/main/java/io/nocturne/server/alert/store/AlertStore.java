package io.nocturne.server.alert.store;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.AlertTransition;
import io.nocturne.model.alert.Severity;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.alert.machine.AlertState;
import io.nocturne.server.ingest.Position;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Tables `alert_position`, `alert_state`, `alert` and `alert_transition`.
///
/// **Threads** - safe. What is written at once is written in the caller's transaction.
@Repository
public class AlertStore {

    /// The longest `for` that a rule may have.
    private static final Duration LONGEST_PENDING = Duration.ofDays(1);
    private static final int PRUNED_AT_ONCE = 500;

    private static final Part ANY = new Part("(fired OR is_open)", "");
    private static final Part OPEN = new Part("is_open = TRUE", "is_open, ");
    private static final Part UNSEEN =
            new Part("seen = FALSE AND is_open = FALSE AND fired = TRUE", "seen, is_open, fired, ");

    private final JdbcClient jdbc;
    private final JsonMapper json;

    public AlertStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public Optional<Position> done(int nodeId) {
        return jdbc.sql("SELECT node_id, segment, entry FROM alert_position WHERE node_id = ?")
                .param(nodeId)
                .query((row, _) -> new Position(row.getInt(1), row.getLong(2), row.getInt(3)))
                .optional();
    }

    public void done(Position position) {
        int updated = jdbc.sql("UPDATE alert_position SET segment = ?, entry = ? WHERE node_id = ?")
                .params(position.segment(), position.entry(), position.nodeId())
                .update();
        if (updated == 0) {
            jdbc.sql("INSERT INTO alert_position (node_id, segment, entry) VALUES (?, ?, ?)")
                    .params(position.nodeId(), position.segment(), position.entry())
                    .update();
        }
    }

    public List<StateRow> states() {
        return jdbc.sql("SELECT * FROM alert_state").query(this::state).list();
    }

    /// The alerts that are open, and the last one of each instance that is remembered.
    public List<Alert> current() {
        List<Alert> current = new ArrayList<>(jdbc.sql("SELECT content FROM alert WHERE is_open")
                .query((row, _) -> alert(row))
                .list());
        current.addAll(jdbc.sql("SELECT a.content FROM alert_state s JOIN alert a ON a.alert_id = s.alert_id"
                        + " WHERE NOT a.is_open")
                .query((row, _) -> alert(row))
                .list());
        return current;
    }

    public void write(StateRow row) {
        byte[] content = json.writeValueAsBytes(new Remembered(row.series(), row.ruleVersion(), row.state()));
        int updated = where(
                        jdbc.sql("UPDATE alert_state SET alert_id = ?, content = ?"
                                        + " WHERE rule_id = ? AND host_id = ? AND instance = ?")
                                .param(row.alertId())
                                .param(content),
                        row.key())
                .update();
        if (updated == 0) {
            where(
                            jdbc.sql("INSERT INTO alert_state (alert_id, content, rule_id, host_id, instance)"
                                            + " VALUES (?, ?, ?, ?, ?)")
                                    .param(row.alertId())
                                    .param(content),
                            row.key())
                    .update();
        }
    }

    public void forget(SlotKey key) {
        where(jdbc.sql("DELETE FROM alert_state WHERE rule_id = ? AND host_id = ? AND instance = ?"), key)
                .update();
    }

    /// Writes alerts and the steps that made them so. Ids ascend in the order of the commits: until this
    /// transaction ends, no other gets any.
    ///
    /// **Errors** - [org.springframework.dao.DuplicateKeyException] when somebody else wrote a step of
    /// the same number.
    public void write(Collection<Alert> alerts, List<NewStep> steps) {
        if (steps.isEmpty()) {
            return;
        }
        jdbc.sql("UPDATE alert_sequence SET last_transition_id = last_transition_id + ? WHERE sequence_id = 0")
                .param(steps.size())
                .update();
        long id = newest() - steps.size();
        Map<UUID, Long> lastOf = new HashMap<>();
        for (NewStep step : steps) {
            id++;
            insert(id, step);
            lastOf.put(step.alertId(), id);
        }
        for (Alert alert : alerts) {
            write(alert, lastOf.getOrDefault(UUID.fromString(alert.alertId()), 0L));
        }
    }

    public long newest() {
        return jdbc.sql("SELECT last_transition_id FROM alert_sequence WHERE sequence_id = 0")
                .query(Long.class)
                .single();
    }

    public List<AlertTransition> after(long transitionId, int limit) {
        return jdbc.sql("SELECT * FROM alert_transition WHERE transition_id > ? ORDER BY transition_id LIMIT ?")
                .params(transitionId, limit)
                .query(AlertStore::transition)
                .list();
    }

    /// The steps of an alert, the first one first.
    public List<AlertTransition> history(UUID alertId) {
        return jdbc.sql("SELECT * FROM alert_transition WHERE alert_id = ? ORDER BY step_number")
                .param(alertId)
                .query(AlertStore::transition)
                .list();
    }

    public Optional<Alert> find(UUID alertId) {
        return jdbc.sql("SELECT content FROM alert WHERE alert_id = ?")
                .param(alertId)
                .query((row, _) -> alert(row))
                .optional();
    }

    /// Those that are wanted and changed before a step, the last to change first.
    ///
    /// What is open, and what nobody has seen, is few beside what is over: each is looked for where it
    /// stands alone.
    public List<Found> search(AlertSearch wanted, long beforeTransition, int limit) {
        if (!wanted.statuses().isEmpty()) {
            return wanted.statuses().stream().allMatch(AlertStatus::isOpen)
                    ? search(wanted, OPEN, beforeTransition, limit)
                    : search(wanted, ANY, beforeTransition, limit);
        }
        return Stream.concat(
                        search(wanted, OPEN, beforeTransition, limit).stream(),
                        search(wanted, UNSEEN, beforeTransition, limit).stream())
                .sorted(Comparator.comparingLong(Found::lastTransitionId).reversed())
                .limit(limit)
                .toList();
    }

    private List<Found> search(AlertSearch wanted, Part part, long beforeTransition, int limit) {
        StringBuilder sql = new StringBuilder("SELECT last_transition_id, content FROM alert"
                + " WHERE last_transition_id < ? AND " + part.condition());
        List<Object> values = new ArrayList<>(List.of(beforeTransition));
        if (!wanted.statuses().isEmpty()) {
            sql.append(" AND status IN (")
                    .append(String.join(
                            ", ", Collections.nCopies(wanted.statuses().size(), "?")))
                    .append(')');
            wanted.statuses().forEach(status -> values.add(status.name()));
        }
        and(
                sql,
                values,
                " AND severity = ?",
                wanted.severity() == null ? null : wanted.severity().name());
        and(sql, values, " AND host_id = ?", wanted.hostId());
        and(sql, values, " AND rule_id = ?", wanted.ruleId());
        and(sql, values, " AND seen = ?", wanted.seen());
        and(sql, values, " AND (ended_at IS NULL OR ended_at >= ?)", time(wanted.from()));
        and(sql, values, " AND pending_at < ?", time(wanted.to()));
        if (wanted.owned() != null) {
            sql.append(wanted.owned() ? " AND owner IS NOT NULL" : " AND owner IS NULL");
        }
        sql.append(" ORDER BY ").append(part.order()).append("last_transition_id DESC LIMIT ?");
        values.add(limit);
        return jdbc.sql(sql.toString())
                .params(values)
                .query((row, _) -> new Found(row.getLong("last_transition_id"), alert(row)))
                .list();
    }

    /// Alerts that began to fire in a stretch of time, the newest first.
    public List<Alert> firedIn(TimeRange range, int most) {
        return jdbc
                .sql("SELECT content FROM alert WHERE fired = TRUE AND pending_at >= ? AND pending_at < ?"
                        + " ORDER BY pending_at DESC LIMIT ?")
                .params(
                        range.from().minus(LONGEST_PENDING).atOffset(ZoneOffset.UTC),
                        range.to().atOffset(ZoneOffset.UTC),
                        most)
                .query((row, _) -> alert(row))
                .list()
                .stream()
                .filter(alert -> alert.firedAt() != null && range.contains(alert.firedAt()))
                .toList();
    }

    /// How many came and went without anybody seeing them.
    public int unseen() {
        return jdbc.sql("SELECT COUNT(*) FROM alert WHERE " + UNSEEN.condition())
                .query(Integer.class)
                .single();
    }

    /// Deletes some alerts that were over and changed last before a time, with all that is kept of them; how
    /// many.
    public int prune(Instant changedBefore, boolean fired) {
        List<UUID> old = jdbc.sql("SELECT alert_id FROM alert WHERE is_open = FALSE AND fired = ? AND changed_at < ?"
                        + " AND alert_id NOT IN (SELECT alert_id FROM alert_state WHERE alert_id IS NOT NULL) LIMIT ?")
                .params(fired, changedBefore.atOffset(ZoneOffset.UTC), PRUNED_AT_ONCE)
                .query((row, _) -> row.getObject("alert_id", UUID.class))
                .list();
        for (UUID alertId : old) {
            jdbc.sql("DELETE FROM alert_evidence WHERE alert_id = ?")
                    .param(alertId)
                    .update();
            jdbc.sql("DELETE FROM alert_transition WHERE alert_id = ?")
                    .param(alertId)
                    .update();
            jdbc.sql("DELETE FROM alert WHERE alert_id = ?").param(alertId).update();
        }
        return old.size();
    }

    private void insert(long id, NewStep step) {
        jdbc.sql("""
                INSERT INTO alert_transition (transition_id, alert_id, step_number, kind, occurred_at, recorded_at,
                                              severity, observed, caused_by, remark)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .param(id)
                .param(step.alertId())
                .param(step.number())
                .param(step.type().name())
                .param(step.at().atOffset(ZoneOffset.UTC))
                .param(step.recordedAt().atOffset(ZoneOffset.UTC))
                .param(step.severity() == null ? null : step.severity().name())
                .param(step.value())
                .param(step.by())
                .param(step.comment())
                .update();
    }

    private void write(Alert alert, long lastTransitionId) {
        UUID alertId = UUID.fromString(alert.alertId());
        String owner =
                alert.acknowledgement() == null ? null : alert.acknowledgement().owner();
        byte[] content = json.writeValueAsBytes(alert);
        int updated = jdbc.sql("""
                UPDATE alert SET status = ?, severity = ?, owner = ?, fired = ?, is_open = ?, seen = ?, ended_at = ?,
                                 changed_at = ?, last_transition_id = ?, content = ?
                WHERE alert_id = ?
                """)
                .param(alert.status().name())
                .param(alert.severity().name())
                .param(owner)
                .param(alert.firedAt() != null)
                .param(alert.status().isOpen())
                .param(alert.seen())
                .param(time(alert.endedAt()))
                .param(time(alert.changedAt()))
                .param(lastTransitionId)
                .param(content)
                .param(alertId)
                .update();
        if (updated == 0) {
            jdbc.sql("""
                    INSERT INTO alert (alert_id, rule_id, host_id, status, severity, owner, fired, is_open, seen,
                                       pending_at, ended_at, changed_at, last_transition_id, content)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """)
                    .param(alertId)
                    .param(alert.ruleId())
                    .param(UUID.fromString(alert.hostId()))
                    .param(alert.status().name())
                    .param(alert.severity().name())
                    .param(owner)
                    .param(alert.firedAt() != null)
                    .param(alert.status().isOpen())
                    .param(alert.seen())
                    .param(time(alert.pendingAt()))
                    .param(time(alert.endedAt()))
                    .param(time(alert.changedAt()))
                    .param(lastTransitionId)
                    .param(content)
                    .update();
        }
    }

    private StateRow state(ResultSet row, int index) throws SQLException {
        Remembered remembered = json.readValue(row.getBytes("content"), Remembered.class);
        return new StateRow(
                new SlotKey(row.getString("rule_id"), row.getObject("host_id", UUID.class), row.getString("instance")),
                row.getObject("alert_id", UUID.class),
                remembered.series(),
                remembered.ruleVersion(),
                remembered.state());
    }

    private Alert alert(ResultSet row) throws SQLException {
        return json.readValue(row.getBytes("content"), Alert.class);
    }

    private static AlertTransition transition(ResultSet row, int index) throws SQLException {
        String severity = row.getString("severity");
        return new AlertTransition(
                row.getLong("transition_id"),
                row.getObject("alert_id", UUID.class).toString(),
                row.getInt("step_number"),
                AlertTransition.Type.valueOf(row.getString("kind")),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                severity == null ? null : Severity.valueOf(severity),
                row.getObject("observed", Double.class),
                row.getString("caused_by"),
                row.getString("remark"));
    }

    private static StatementSpec where(StatementSpec statement, SlotKey key) {
        return statement.param(key.ruleId()).param(key.hostId()).param(key.instance());
    }

    private static void and(StringBuilder sql, List<Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(condition);
            values.add(value);
        }
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /// An alert and the id of its last step.
    public record Found(long lastTransitionId, Alert alert) {}

    /// A part of all alerts, and the columns of its index that are the same in all of it: sorted by them too,
    /// the index gives the order, and no more is read than is wanted.
    private record Part(String condition, String order) {}

    /// The content of a row of `alert_state`.
    record Remembered(@Nullable SeriesKey series, long ruleVersion, AlertState state) {}
}
