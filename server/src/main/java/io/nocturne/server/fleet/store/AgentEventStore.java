package io.nocturne.server.fleet.store;

import io.nocturne.model.fleet.AgentEvent;
import io.nocturne.model.fleet.HostEvent;
import io.nocturne.model.fleet.StopReason;
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

/// Table `agent_event`: the newest [#MAX_EVENTS_PER_HOST] of each host.
@Repository
public class AgentEventStore {

    public static final int MAX_EVENTS_PER_HOST = 1_000;

    private final JdbcClient jdbc;

    AgentEventStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Keeps an event, committed when this returns; false when it came before.
    public boolean add(UUID agentId, UUID hostId, AgentEvent event, Instant receivedAt) {
        return jdbc.sql("""
                        INSERT INTO agent_event (agent_id, time_millis, event_type, host_id, reason, detail, received_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """)
                        .param(agentId)
                        .param(event.time().toEpochMilli())
                        .param(event.type().name())
                        .param(hostId)
                        .param(name(event.reason()))
                        .param(event.detail())
                        .param(receivedAt.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /// Deletes the oldest of a host that has too many.
    public void trim(UUID hostId) {
        jdbc.sql("""
                DELETE FROM agent_event WHERE host_id = ? AND received_at < (
                    SELECT received_at FROM agent_event WHERE host_id = ?
                    ORDER BY received_at DESC, time_millis DESC LIMIT 1 OFFSET ?)
                """).params(hostId, hostId, MAX_EVENTS_PER_HOST - 1).update();
    }

    /// A host's events, the last received first.
    public List<HostEvent> newest(UUID hostId, int limit) {
        return jdbc.sql("""
                SELECT * FROM agent_event WHERE host_id = ?
                ORDER BY received_at DESC, time_millis DESC LIMIT ?
                """).params(hostId, limit).query(this::event).list();
    }

    private HostEvent event(ResultSet row, int index) throws SQLException {
        return new HostEvent(
                Instant.ofEpochMilli(row.getLong("time_millis")),
                AgentEvent.Type.valueOf(row.getString("event_type")),
                reason(row.getString("reason")),
                row.getString("detail"),
                row.getObject("received_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable String name(@Nullable StopReason reason) {
        return reason == null ? null : reason.name();
    }

    private static @Nullable StopReason reason(@Nullable String name) {
        return name == null ? null : StopReason.valueOf(name);
    }
}
