package io.nocturne.server.series.store.chunk;

import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.server.series.codec.ChunkHead;
import io.nocturne.server.series.codec.ChunkWriter;
import io.nocturne.server.series.codec.CorruptChunkException;
import io.nocturne.server.series.codec.EncodedChunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Rows of one layout from several places, to be written as one chunk in order of time, each time once.
///
/// **Threads** - confined to the caller's.
public final class RowGather {

    private final int series;
    private final List<Block> blocks = new ArrayList<>();

    public RowGather(int series) {
        this.series = series;
    }

    public void add(ChunkHead head, byte[] payload) throws CorruptChunkException {
        if (head.columns() != series) {
            throw new CorruptChunkException("chunk has " + head.columns() + " columns, its layout " + series);
        }
        double[][] columns = new double[series][head.rows()];
        for (int column = 0; column < series; column++) {
            head.decode(column, payload, head.offset(column), columns[column]);
        }
        blocks.add(new Block(head.times(), columns));
    }

    public void add(List<Snapshot> rows) {
        double[][] columns = new double[series][rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            SampleValues values = rows.get(row).values();
            for (int column = 0; column < series; column++) {
                columns[column][row] = values.isPresent(column) ? values.get(column) : Double.NaN;
            }
        }
        blocks.add(new Block(
                rows.stream().mapToLong(row -> row.time().toEpochMilli()).toArray(), columns));
    }

    /// **Shape** - one chunk, unless there are more rows than a chunk can have.
    public List<EncodedChunk> write(ChunkWriter writer) {
        Row[] order = order();
        List<EncodedChunk> chunks = new ArrayList<>();
        for (int from = 0; from < order.length; from += ChunkWriter.MAX_ROWS) {
            int rows = Math.min(ChunkWriter.MAX_ROWS, order.length - from);
            chunks.add(write(Arrays.copyOfRange(order, from, from + rows), writer));
        }
        return chunks;
    }

    private EncodedChunk write(Row[] order, ChunkWriter writer) {
        long[] times = new long[order.length];
        double[][] columns = new double[series][order.length];
        for (int row = 0; row < order.length; row++) {
            times[row] = order[row].timeMillis();
        }
        for (int column = 0; column < series; column++) {
            double[] into = columns[column];
            for (int row = 0; row < order.length; row++) {
                into[row] = order[row].block().columns()[column][order[row].index()];
            }
        }
        return writer.encode(times, order.length, columns, series);
    }

    /// Ascending; of several of one time the one that was added first.
    private Row[] order() {
        List<Row> rows = new ArrayList<>();
        for (Block block : blocks) {
            for (int i = 0; i < block.times().length; i++) {
                rows.add(new Row(block.times()[i], block, i));
            }
        }
        rows.sort(Comparator.comparingLong(Row::timeMillis));
        List<Row> once = new ArrayList<>(rows.size());
        for (Row row : rows) {
            if (once.isEmpty() || once.getLast().timeMillis() != row.timeMillis()) {
                once.add(row);
            }
        }
        return once.toArray(Row[]::new);
    }

    @SuppressWarnings("ArrayRecordComponent") // read once, and never compared
    private record Block(long[] times, double[][] columns) {}

    private record Row(long timeMillis, Block block, int index) {}
}
