package io.nocturne.server.rule.store;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.json.WireJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Tables `alert_rule` and `alert_rule_mark`.
@Repository
public class RuleStore {

    private static final Logger log = LoggerFactory.getLogger(RuleStore.class);

    private final JdbcClient jdbc;
    /// As everything on the wire is written, and without the limits of a request.
    private final JsonMapper json = WireJson.mapper();

    RuleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Every rule that can be read, by id.
    public List<AlertRule> all() {
        return jdbc.sql("SELECT * FROM alert_rule ORDER BY rule_id").query(this::rule).list().stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /// False when there is a rule of that id.
    public boolean insert(AlertRule rule, String by, Instant at) {
        return jdbc.sql("""
                        INSERT INTO alert_rule (rule_id, version, content, updated_by, updated_at)
                        VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """)
                        .params(rule.ruleId(), rule.version(), content(rule), by, at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /// False when the rule does not have the version that is expected.
    public boolean update(AlertRule rule, long expectedVersion, String by, Instant at) {
        return jdbc.sql("""
                        UPDATE alert_rule SET version = ?, content = ?, updated_by = ?, updated_at = ?
                        WHERE rule_id = ? AND version = ?
                        """)
                        .params(
                                rule.version(),
                                content(rule),
                                by,
                                at.atOffset(ZoneOffset.UTC),
                                rule.ruleId(),
                                expectedVersion)
                        .update()
                == 1;
    }

    /// False when the rule does not have the version that is expected.
    public boolean delete(String ruleId, long expectedVersion) {
        return jdbc.sql("DELETE FROM alert_rule WHERE rule_id = ? AND version = ?")
                        .params(ruleId, expectedVersion)
                        .update()
                == 1;
    }

    /// What was noted under a name.
    public Optional<String> mark(String name) {
        return jdbc.sql("SELECT hash FROM alert_rule_mark WHERE name = ?")
                .param(name)
                .query(String.class)
                .optional();
    }

    public void mark(String name, String hash, Instant at) {
        int known = jdbc.sql("UPDATE alert_rule_mark SET hash = ?, marked_at = ? WHERE name = ?")
                .params(hash, at.atOffset(ZoneOffset.UTC), name)
                .update();
        if (known == 0) {
            jdbc.sql("INSERT INTO alert_rule_mark (name, hash, marked_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                    .params(name, hash, at.atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    private byte[] content(AlertRule rule) {
        return json.writeValueAsBytes(rule);
    }

    /// The columns count over what the content says of the same.
    private Optional<AlertRule> rule(ResultSet row, int index) throws SQLException {
        String ruleId = row.getString("rule_id");
        try {
            AlertRule read = json.readValue(row.getBytes("content"), AlertRule.class);
            return Optional.of(new AlertRule(
                    ruleId,
                    read.name(),
                    row.getLong("version"),
                    read.source(),
                    read.comparison(),
                    read.hosts(),
                    read.settings(),
                    read.layers(),
                    read.labels(),
                    row.getString("updated_by"),
                    row.getObject("updated_at", OffsetDateTime.class).toInstant()));
        } catch (JacksonException e) {
            log.error(
                    "rule '{}' is not in force: this server cannot read it; it was written by a newer one, or it is"
                            + " damaged ({})",
                    ruleId,
                    e.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
