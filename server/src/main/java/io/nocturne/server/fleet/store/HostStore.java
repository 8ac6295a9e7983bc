package io.nocturne.server.fleet.store;

import io.nocturne.model.fleet.HostDescription;
import io.nocturne.model.text.PlainText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Table `host`.
@Repository
public class HostStore {

    private static final long DEFAULT_INTERVAL_MILLIS = 5_000;
    private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    HostStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public List<StoredHost> all() {
        return jdbc.sql("SELECT * FROM host").query(this::host).list();
    }

    public Optional<StoredHost> find(UUID hostId) {
        return jdbc.sql("SELECT * FROM host WHERE host_id = ?")
                .param(hostId)
                .query(this::host)
                .optional();
    }

    /// The host of that machine and name with what it says of itself now, made if it is new.
    public StoredHost upsert(HostDescription said, Instant now) {
        Optional<UUID> known = jdbc.sql("SELECT host_id FROM host WHERE machine_key = ? AND name = ? FOR UPDATE")
                .params(said.machineKey(), said.name())
                .query(UUID.class)
                .optional();
        known.ifPresentOrElse(hostId -> update(hostId, said), () -> insert(UUID.randomUUID(), said, now));
        return jdbc.sql("SELECT * FROM host WHERE machine_key = ? AND name = ?")
                .params(said.machineKey(), said.name())
                .query(this::host)
                .single();
    }

    public void updateInterval(UUID hostId, long intervalMillis) {
        jdbc.sql("UPDATE host SET interval_millis = ? WHERE host_id = ?")
                .params(intervalMillis, hostId)
                .update();
    }

    private void insert(UUID hostId, HostDescription said, Instant now) {
        jdbc.sql("""
                INSERT INTO host (host_id, machine_key, name, os_name, os_version, architecture, logical_cpus,
                                  memory_bytes, agent_version, tags, interval_millis, enrolled_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """)
                .param(hostId)
                .param(said.machineKey())
                .param(said.name())
                .param(said.osName())
                .param(said.osVersion())
                .param(said.architecture())
                .param(said.logicalCpus())
                .param(said.memoryBytes())
                .param(said.agentVersion())
                .param(json.writeValueAsString(said.tags()))
                .param(DEFAULT_INTERVAL_MILLIS)
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private void update(UUID hostId, HostDescription said) {
        jdbc.sql("""
                UPDATE host SET os_name = ?, os_version = ?, architecture = ?, logical_cpus = ?, memory_bytes = ?,
                                agent_version = ?, tags = ?
                WHERE host_id = ?
                """)
                .param(said.osName())
                .param(said.osVersion())
                .param(said.architecture())
                .param(said.logicalCpus())
                .param(said.memoryBytes())
                .param(said.agentVersion())
                .param(json.writeValueAsString(said.tags()))
                .param(hostId)
                .update();
    }

    private StoredHost host(ResultSet row, int index) throws SQLException {
        HostDescription said = new HostDescription(
                PlainText.shown(row.getString("machine_key")),
                PlainText.shown(row.getString("name")),
                row.getString("os_name"),
                row.getString("os_version"),
                row.getString("architecture"),
                notNegative(row.getObject("logical_cpus", Integer.class)),
                notNegative(row.getObject("memory_bytes", Long.class)),
                row.getString("agent_version"),
                allowed(json.readValue(row.getString("tags"), TAGS)));
        return new StoredHost(
                row.getObject("host_id", UUID.class),
                said,
                row.getLong("interval_millis"),
                row.getObject("enrolled_at", OffsetDateTime.class).toInstant());
    }

    /// What an earlier build took and this one refuses must not keep the server from starting.
    private static Map<String, String> allowed(Map<String, String> stored) {
        Map<String, String> tags = new TreeMap<>();
        int characters = 0;
        for (Map.Entry<String, String> tag : stored.entrySet()) {
            characters += tag.getKey().length() + tag.getValue().length();
            if (characters <= HostDescription.MAX_TAGS_TEXT) {
                tags.put(PlainText.shown(tag.getKey()), PlainText.shown(tag.getValue()));
            }
        }
        return tags;
    }

    private static <T extends Number> @Nullable T notNegative(@Nullable T stored) {
        return stored == null || stored.longValue() < 0 ? null : stored;
    }

    /// A host as it is stored.
    public record StoredHost(UUID hostId, HostDescription description, long intervalMillis, Instant enrolledAt) {

        public StoredHost withInterval(long newIntervalMillis) {
            return new StoredHost(hostId, description, newIntervalMillis, enrolledAt);
        }
    }
}
