package io.nocturne.server.series.store.chunk;

import io.nocturne.server.platform.crypt.PayloadCipher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/// H2 runs in this process: a statement for each row costs less than a plan for many.
public final class H2ChunkTables extends ChunkTables {

    private final JdbcTemplate jdbc;

    public H2ChunkTables(JdbcTemplate jdbc, PeriodTables periods, PayloadCipher cipher) {
        super(jdbc, periods, cipher);
        this.jdbc = jdbc;
    }

    @Override
    public List<StoredChunk> headsIn(String table, Collection<UUID> hostIds, long fromMillis, long toMillis) {
        String sql = "SELECT " + ROW + " FROM " + table
                + " WHERE host_id = ? AND start_millis >= ? AND start_millis < ? ORDER BY start_millis, node_id, part";
        List<StoredChunk> chunks = new ArrayList<>();
        for (UUID hostId : hostIds) {
            chunks.addAll(jdbc.query(sql, HEAD, hostId, fromMillis, toMillis));
        }
        return chunks;
    }

    @Override
    List<byte[]> partsIn(String table, List<PayloadPart> parts) {
        String sql = "SELECT SUBSTRING(payload FROM ? FOR ?) FROM " + table
                + " WHERE host_id = ? AND start_millis = ? AND node_id = ? AND part = ? AND version = ? AND key_id = 0";
        List<byte[]> read = new ArrayList<>(parts.size());
        for (PayloadPart part : parts) {
            StoredChunk chunk = part.chunk();
            List<byte[]> rows = jdbc.query(
                    sql,
                    (row, index) -> row.getBytes(1),
                    part.at() + 1,
                    part.length(),
                    chunk.hostId(),
                    chunk.startMillis(),
                    chunk.nodeId(),
                    chunk.part(),
                    chunk.version());
            read.add(rows.isEmpty() ? new byte[0] : rows.getFirst());
        }
        return read;
    }

    @Override
    List<StoredChunk> wholesIn(String table, List<StoredChunk> heads) {
        String sql = "SELECT " + ROW + ", payload FROM " + table
                + " WHERE host_id = ? AND start_millis = ? AND node_id = ? AND part = ? AND version = ?";
        List<StoredChunk> chunks = new ArrayList<>(heads.size());
        for (StoredChunk head : heads) {
            chunks.addAll(jdbc.query(
                    sql, WHOLE, head.hostId(), head.startMillis(), head.nodeId(), head.part(), head.version()));
        }
        return chunks;
    }
}
