package io.nocturne.server.series.store;

import io.nocturne.server.series.store.chunk.ChunkTables;
import io.nocturne.server.series.store.chunk.StoredChunk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Rows into PostgreSQL, by binary COPY in the transaction that made the table: then nothing of them goes through the
/// write-ahead log at `wal_level=minimal`, and they are frozen, as they would be after some time.
///
/// **Source** - PostgreSQL's manual, COPY, "Binary Format".
final class HistoryCopy implements HistorySink {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final short COLUMNS = 9;
    private static final int UUID_BYTES = 16;
    private static final int BEFORE_TAIL = Short.BYTES + Integer.BYTES + UUID_BYTES;
    private static final int FIXED = BEFORE_TAIL + 8 * Integer.BYTES + 2 * Long.BYTES + 3 * Integer.BYTES;

    private final Connection connection;
    private final CopyIn copy;

    HistoryCopy(Connection connection, String table) throws SQLException {
        this.connection = connection;
        this.copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " (" + ChunkTables.ROW + ", payload) FROM STDIN (FORMAT binary, FREEZE)");
        byte[] head = Arrays.copyOf(SIGNATURE, SIGNATURE.length + 2 * Integer.BYTES);
        copy.writeToCopy(head, 0, head.length);
    }

    @Override
    public void add(List<UUID> hostIds, List<List<StoredChunk>> templates) throws SQLException {
        List<List<byte[]>> rows = new ArrayList<>();
        for (List<StoredChunk> chunks : templates) {
            rows.add(chunks.stream().map(HistoryCopy::row).toList());
        }
        for (int i = 0; i < hostIds.size(); i++) {
            for (byte[] row : rows.get(i % rows.size())) {
                ByteBuffer.wrap(row)
                        .putLong(BEFORE_TAIL - UUID_BYTES, hostIds.get(i).getMostSignificantBits());
                ByteBuffer.wrap(row)
                        .putLong(BEFORE_TAIL - Long.BYTES, hostIds.get(i).getLeastSignificantBits());
                copy.writeToCopy(row, 0, row.length);
            }
        }
    }

    @Override
    public void finish() throws SQLException {
        copy.writeToCopy(new byte[] {-1, -1}, 0, Short.BYTES);
        copy.endCopy();
        connection.commit();
    }

    private static byte[] row(StoredChunk chunk) {
        byte[] layout = chunk.layoutId().getBytes(StandardCharsets.UTF_8);
        int size = FIXED + layout.length + chunk.head().length + chunk.payload().length;
        byte[] bytes = new byte[size];
        ByteBuffer row = ByteBuffer.wrap(bytes);
        row.putShort(COLUMNS).putInt(UUID_BYTES).putLong(0).putLong(0);
        row.putInt(Long.BYTES).putLong(chunk.startMillis());
        row.putInt(Integer.BYTES).putInt(chunk.nodeId());
        row.putInt(Integer.BYTES).putInt(chunk.part());
        row.putInt(layout.length).put(layout);
        row.putInt(Long.BYTES).putLong(chunk.version());
        row.putInt(chunk.head().length).put(chunk.head());
        row.putInt(Integer.BYTES).putInt(chunk.keyId());
        row.putInt(chunk.payload().length).put(chunk.payload());
        return bytes;
    }
}
