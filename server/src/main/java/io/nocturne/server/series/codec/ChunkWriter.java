package io.nocturne.server.series.codec;

/// Encodes chunks: rows of one host, a column for each series, one clock for all.
///
/// **Threads** - confined to one at a time; keeps its buffers from chunk to chunk.
public final class ChunkWriter {

    /// Rows that a chunk has at most.
    public static final int MAX_ROWS = 65_535;

    static final int MAGIC = 'N';
    static final int VERSION = 1;

    private final IntegerSeriesWriter clock = new IntegerSeriesWriter();
    private final ColumnWriter columnWriter = new ColumnWriter();
    private final ByteSink head = new ByteSink();
    private final ByteSink payload = new ByteSink();

    /// Encodes `rows` rows of the first `columnCount` columns.
    ///
    /// **Shape** - `times[row]` ascends (equal times are allowed); `columns[column][row]`.
    /// **Absent** - NaN.
    /// **Errors** - `IllegalArgumentException` for descending times, an infinite value, too many rows.
    public EncodedChunk encode(long[] times, int rows, double[][] columns, int columnCount) {
        check(times, rows);
        head.clear();
        payload.clear();
        head.reserve(32 + IntegerSeriesWriter.bound(rows) + columnCount * 7);
        head.u8(MAGIC);
        head.u8(VERSION);
        head.u16(rows);
        head.u32(0);
        head.varint(columnCount);
        if (rows > 0) {
            clock.write(times, rows, head);
        }
        for (int column = 0; column < columnCount; column++) {
            writeColumn(column, columns[column], rows);
        }
        return finish();
    }

    private void writeColumn(int index, double[] column, int rows) {
        int start = payload.size();
        columnWriter.write(index, column, rows, payload);
        int length = payload.size() - start;
        head.varint(length);
        if (length > 0) {
            head.u16(payload.crc16(start));
        }
    }

    private EncodedChunk finish() {
        head.u32(payload.crc(0));
        head.u32At(4, head.size() + 4);
        head.u32(head.crc(0));
        return new EncodedChunk(head.copy(), payload.copy());
    }

    private static void check(long[] times, int rows) {
        if (rows > MAX_ROWS) {
            throw new IllegalArgumentException(rows + " rows, at most " + MAX_ROWS);
        }
        for (int row = 1; row < rows; row++) {
            if (times[row] < times[row - 1]) {
                throw new IllegalArgumentException("time " + times[row] + " of row " + row + " is before row "
                        + (row - 1) + "'s " + times[row - 1]);
            }
        }
    }
}
