package io.nocturne.server.series.store.chunk;

import io.nocturne.server.platform.crypt.PayloadCipher.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/// The rows of the chunk tables, seen by the key that their payloads are stored under.
///
/// **Threads** - confined to the one that also makes and drops tables.
public final class KeyedRows {

    private final JdbcTemplate jdbc;
    private final PeriodTables periods;

    public KeyedRows(JdbcTemplate jdbc, PeriodTables periods) {
        this.jdbc = jdbc;
        this.periods = periods;
    }

    /// Every chunk table, the newest of each tier first.
    public List<Table> tables() {
        List<Table> tables = new ArrayList<>();
        for (Tier tier : Tier.values()) {
            periods.newestFirst(tier).forEach(name -> tables.add(new Table(tier, name)));
        }
        return tables;
    }

    public boolean isThere(Table table) {
        return periods.newestFirst(table.tier()).contains(table.name());
    }

    /// The ids that occur in a table. A step in the index for each, because there are few ids and many rows.
    public Set<Integer> keyIds(Table table) {
        Set<Integer> ids = new TreeSet<>();
        String sql = "SELECT key_id FROM " + table.name() + " WHERE key_id > ? ORDER BY key_id LIMIT 1";
        List<Integer> next = jdbc.query(sql, (row, index) -> row.getInt(1), -1);
        while (!next.isEmpty()) {
            ids.add(next.getFirst());
            next = jdbc.query(sql, (row, index) -> row.getInt(1), next.getFirst());
        }
        return ids;
    }

    /// The layouts that rows of a table have; empty for process tables, which have none. A step in an index for each.
    public Set<String> layoutIds(Table table) {
        Set<String> ids = new HashSet<>();
        if (table.tier() == Tier.PROCESS) {
            return ids;
        }
        jdbc.execute("CREATE INDEX IF NOT EXISTS %1$s_layout ON %1$s (layout_id)".formatted(table.name()));
        String sql = "SELECT layout_id FROM " + table.name() + " WHERE layout_id > ? ORDER BY layout_id LIMIT 1";
        List<String> next = jdbc.query(sql, (row, index) -> row.getString(1), "");
        while (!next.isEmpty()) {
            ids.add(next.getFirst());
            next = jdbc.query(sql, (row, index) -> row.getString(1), next.getFirst());
        }
        return ids;
    }

    public long count(Table table, int keyId) {
        Long rows =
                jdbc.queryForObject("SELECT COUNT(*) FROM " + table.name() + " WHERE key_id = ?", Long.class, keyId);
        return rows == null ? 0 : rows;
    }

    /// Rows under one key, as they are stored, in a lasting order.
    public List<StoredChunk> under(Table table, int keyId, int limit, long offset) {
        return jdbc.query(
                "SELECT " + ChunkTables.ROW + ", payload FROM " + table.name()
                        + " WHERE key_id = ? ORDER BY key_id, host_id, start_millis, node_id, part LIMIT ? OFFSET ?",
                ChunkTables.WHOLE,
                keyId,
                limit,
                offset);
    }

    /// Puts other values in the place of those that the chunks had; what was replaced meanwhile stays.
    public void update(Table table, List<Change> changes) {
        jdbc.batchUpdate(
                "UPDATE " + table.name() + " SET key_id = ?, payload = ? WHERE host_id = ? AND start_millis = ?"
                        + " AND node_id = ? AND part = ? AND version = ? AND key_id = ?",
                changes.stream().map(KeyedRows::parameters).toList());
    }

    private static Object[] parameters(Change change) {
        StoredChunk chunk = change.chunk();
        return new Object[] {
            change.value().keyId(),
            change.value().bytes(),
            chunk.hostId(),
            chunk.startMillis(),
            chunk.nodeId(),
            chunk.part(),
            chunk.version(),
            chunk.keyId()
        };
    }

    public record Table(Tier tier, String name) {}

    public record Change(StoredChunk chunk, Value value) {}
}
