package io.nocturne.server.fleet.store;

import io.nocturne.model.fleet.AgentEvent;
import io.nocturne.model.fleet.HostStop;
import io.nocturne.model.fleet.StopReason;
import io.nocturne.server.platform.database.DiskSync;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/// Table `agent_event`: the newest [#KEPT] events of each host, in the order in which they arrived.
///
/// **Threads** - safe; the unique key (agent, time, type) decides between two deliveries of the same event.
@Repository
public class AgentEventStore {

    public static final int KEPT = 1_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final DiskSync disk;

    AgentEventStore(JdbcClient jdbc, TransactionTemplate transaction, DiskSync disk) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.disk = disk;
    }

    /// Keeps events that all arrived now; returns those that were not there yet, once all of them are
    /// on disk.
    public List<AgentEvent> append(Origin origin, List<AgentEvent> events) {
        List<AgentEvent> added = transaction.execute(status -> {
            List<AgentEvent> fresh =
                    events.stream().filter(event -> insert(origin, event)).toList();
            trim(origin.hostId());
            return fresh;
        });
        // Repeated ones too: their first delivery may have been committed but not yet synced.
        disk.await();
        return added;
    }

    /// A host's newest events, the last to arrive first.
    public List<StoredEvent> newest(UUID hostId, int limit) {
        return jdbc.sql("SELECT * FROM agent_event WHERE host_id = ? ORDER BY event_id DESC LIMIT ?")
                .params(hostId, limit)
                .query(AgentEventStore::event)
                .list();
    }

    /// The goodbyes after which no agent said that it is there again, by host.
    public Map<UUID, HostStop> lastStops() {
        Map<UUID, HostStop> stops = new HashMap<>();
        jdbc.sql("""
                SELECT * FROM agent_event
                WHERE type = 'STOPPING' AND event_id IN (
                    SELECT MAX(event_id) FROM agent_event
                    WHERE type IN ('STOPPING', 'STARTED', 'RESUMED', 'REBOOTED') GROUP BY host_id)
                """).query(row -> {
            stops.put(row.getObject("host_id", UUID.class), stop(row));
        });
        return stops;
    }

    /// When a host's agent said goodbye and when that it is there, the first to arrive first.
    public List<ToldStop> comingsAndGoings(UUID hostId) {
        return jdbc.sql("SELECT * FROM agent_event WHERE host_id = ?"
                        + " AND type IN ('STOPPING', 'STARTED', 'RESUMED', 'REBOOTED') ORDER BY event_id")
                .param(hostId)
                .query((row, _) -> new ToldStop(
                        row.getObject("received_at", OffsetDateTime.class).toInstant(),
                        row.getString("type").equals(AgentEvent.Type.STOPPING.name()) ? stop(row) : null))
                .list();
    }

    /// When agents told that they had to give up snapshots, from a time on.
    public List<LostAt> lostSince(Instant from) {
        return jdbc.sql("SELECT host_id, received_at FROM agent_event WHERE type = 'SNAPSHOTS_LOST'"
                        + " AND received_at >= ? ORDER BY event_id")
                .param(from.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new LostAt(
                        row.getObject("host_id", UUID.class),
                        row.getObject("received_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    private boolean insert(Origin origin, AgentEvent event) {
        Instant lastSampleAt = origin.lastSampleAt();
        return jdbc.sql("""
                INSERT INTO agent_event (host_id, agent_id, time_millis, type, reason, detail, last_sample_millis,
                                         received_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """)
                        .param(origin.hostId())
                        .param(origin.agentId())
                        .param(event.time().toEpochMilli())
                        .param(event.type().name())
                        .param(event.reason() == null ? null : event.reason().name())
                        .param(event.detail())
                        .param(lastSampleAt == null ? null : lastSampleAt.toEpochMilli())
                        .param(origin.receivedAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    private void trim(UUID hostId) {
        jdbc.sql("""
                DELETE FROM agent_event WHERE host_id = ? AND event_id <= (
                    SELECT event_id FROM agent_event WHERE host_id = ? ORDER BY event_id DESC LIMIT 1 OFFSET ?)
                """).params(hostId, hostId, KEPT).update();
    }

    private static StoredEvent event(ResultSet row, int index) throws SQLException {
        return new StoredEvent(
                new AgentEvent(
                        Instant.ofEpochMilli(row.getLong("time_millis")),
                        AgentEvent.Type.valueOf(row.getString("type")),
                        reason(row),
                        row.getString("detail")),
                row.getObject("received_at", OffsetDateTime.class).toInstant());
    }

    private static HostStop stop(ResultSet row) throws SQLException {
        return new HostStop(
                reason(row),
                Instant.ofEpochMilli(row.getLong("time_millis")),
                millis(row.getObject("last_sample_millis", Long.class)));
    }

    private static @Nullable StopReason reason(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        return reason == null ? null : StopReason.valueOf(reason);
    }

    private static @Nullable Instant millis(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    /// Who told, when it arrived, and the newest sample that the server had of the host by then.
    public record Origin(
            UUID agentId,
            UUID hostId,
            Instant receivedAt,
            @Nullable Instant lastSampleAt) {}

    /// When a host's agent told that it had to give up snapshots, by the server's clock.
    public record LostAt(UUID hostId, Instant receivedAt) {}

    /// When an agent said goodbye or that it is there, by the server's clock.
    ///
    /// **Absent** - `stop` when it said that it is there.
    public record ToldStop(Instant receivedAt, @Nullable HostStop stop) {}

    /// An event as it is stored.
    public record StoredEvent(AgentEvent event, Instant receivedAt) {}
}
