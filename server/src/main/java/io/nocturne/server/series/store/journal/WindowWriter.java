package io.nocturne.server.series.store.journal;

import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.model.series.ProcessTable;
import io.nocturne.server.series.codec.ChunkHead;
import io.nocturne.server.series.codec.ChunkWriter;
import io.nocturne.server.series.codec.CorruptChunkException;
import io.nocturne.server.series.codec.EncodedChunk;
import io.nocturne.server.series.codec.ProcessBlock;
import java.util.List;

/// Packs rows of the head.
///
/// **Threads** - confined to one; keeps its buffers.
final class WindowWriter {

    private final ChunkWriter writer = new ChunkWriter();
    private long[] times = new long[0];
    private double[][] columns = new double[0][];

    /// Packs snapshots of `series` values each, ascending by time.
    PackedRows pack(List<Snapshot> rows, int series) {
        makeRoom(rows.size(), series);
        for (int row = 0; row < rows.size(); row++) {
            times[row] = rows.get(row).time().toEpochMilli();
            SampleValues values = rows.get(row).values();
            for (int column = 0; column < series; column++) {
                columns[column][row] = values.isPresent(column) ? values.get(column) : Double.NaN;
            }
        }
        EncodedChunk chunk = writer.encode(times, rows.size(), columns, series);
        try {
            return new PackedRows(ChunkHead.read(chunk.head()), chunk.payload());
        } catch (CorruptChunkException e) {
            throw new IllegalStateException("a chunk that was just made cannot be read", e);
        }
    }

    byte[] processes(List<ProcessTable> tables) {
        return ProcessBlock.encode(tables);
    }

    private void makeRoom(int rows, int series) {
        if (times.length < rows) {
            times = new long[rows];
            columns = new double[0][];
        }
        if (columns.length < series) {
            columns = new double[series][times.length];
        }
    }
}
