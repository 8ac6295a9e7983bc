package io.nocturne.server.series.store;

import io.nocturne.server.series.store.chunk.ChunkTables;
import io.nocturne.server.series.store.chunk.StoredChunk;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// Rows into H2, in batches.
final class HistoryInserts implements HistorySink {

    private static final int BATCH = 100;
    private static final long COMMIT_BYTES = 8 << 20;

    private final Connection connection;
    private final PreparedStatement insert;
    private int waiting;
    private long uncommitted;

    HistoryInserts(Connection connection, String table) throws SQLException {
        this.connection = connection;
        this.insert = connection.prepareStatement(
                "INSERT INTO " + table + " (" + ChunkTables.ROW + ", payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    }

    @Override
    public void add(List<UUID> hostIds, List<List<StoredChunk>> templates) throws SQLException {
        for (int i = 0; i < hostIds.size(); i++) {
            for (StoredChunk chunk : templates.get(i % templates.size())) {
                add(hostIds.get(i), chunk);
            }
        }
    }

    @Override
    public void finish() throws SQLException {
        insert.executeBatch();
        insert.close();
        connection.commit();
    }

    private void add(UUID hostId, StoredChunk chunk) throws SQLException {
        insert.setObject(1, hostId);
        insert.setLong(2, chunk.startMillis());
        insert.setInt(3, chunk.nodeId());
        insert.setInt(4, chunk.part());
        insert.setString(5, chunk.layoutId());
        insert.setLong(6, chunk.version());
        insert.setBytes(7, chunk.head());
        insert.setInt(8, chunk.keyId());
        insert.setBytes(9, chunk.payload());
        insert.addBatch();
        uncommitted += chunk.head().length + chunk.payload().length;
        if (++waiting % BATCH == 0) {
            insert.executeBatch();
        }
        if (uncommitted > COMMIT_BYTES) {
            insert.executeBatch();
            connection.commit();
            uncommitted = 0;
        }
    }
}
