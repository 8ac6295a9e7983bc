package io.nocturne.server.series.codec;

import java.util.BitSet;

/// Which rows of a column have a value.
final class Presence {

    static final int ALL = 0;
    static final int RUNS = 1;
    static final int BITMAP = 2;

    private Presence() {}

    static int bound(int rows) {
        return rows / 8 + 8;
    }

    /// Writes the lengths of absent and present runs in turn, or a bitmap if that is shorter.
    static int write(double[] column, int rows, ByteSink sink) {
        int start = sink.size();
        int bitmapBytes = (rows + 7) >>> 3;
        boolean present = false;
        int from = 0;
        for (int row = 0; row <= rows; row++) {
            if (row == rows || Double.isNaN(column[row]) == present) {
                sink.varint(row - from);
                from = row;
                present = !present;
            }
            if (sink.size() - start >= bitmapBytes) {
                sink.truncate(start);
                writeBitmap(column, rows, sink);
                return BITMAP;
            }
        }
        return RUNS;
    }

    private static void writeBitmap(double[] column, int rows, ByteSink sink) {
        for (int row = 0; row < rows; row++) {
            sink.bits(Double.isNaN(column[row]) ? 0 : 1, 1);
        }
        sink.endBits();
    }

    static BitSet read(int kind, ByteSource source, int rows) throws CorruptChunkException {
        BitSet present = kind == RUNS ? readRuns(source, rows) : readBitmap(source, rows);
        if (present.isEmpty()) {
            throw source.fault("a column without a value");
        }
        return present;
    }

    private static BitSet readRuns(ByteSource source, int rows) throws CorruptChunkException {
        BitSet present = new BitSet();
        boolean value = false;
        for (int row = 0; row < rows; value = !value) {
            int length = source.count(rows - row, "rows in a run");
            present.set(row, row + length, value);
            row += length;
        }
        return present;
    }

    private static BitSet readBitmap(ByteSource source, int rows) throws CorruptChunkException {
        source.need((rows + 7) >>> 3);
        BitSet present = new BitSet();
        for (int row = 0; row < rows; row++) {
            present.set(row, source.bits(1) == 1);
        }
        source.endBits();
        return present;
    }
}
