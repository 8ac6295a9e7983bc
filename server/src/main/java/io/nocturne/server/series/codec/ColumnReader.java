package io.nocturne.server.series.codec;

import java.util.Arrays;
import java.util.BitSet;

/// Reads one column.
final class ColumnReader {

    private ColumnReader() {}

    /// Fills `into[0, rows)` and returns the decimal exponent, or [DecimalGrid#NONE].
    static int decode(ByteSource source, int rows, double[] into) throws CorruptChunkException {
        if (source.remaining() == 0) {
            Arrays.fill(into, 0, rows, Double.NaN);
            return DecimalGrid.NONE;
        }
        int tag = source.u8();
        int presence = tag >>> ColumnWriter.PRESENCE_SHIFT & 3;
        int coding = tag & 15;
        if (tag > 127 || presence > Presence.BITMAP || coding > ColumnWriter.XOR || rows == 0) {
            throw source.fault("unknown column tag " + tag);
        }
        if (presence == Presence.ALL) {
            return readValues(source, tag, rows, into);
        }
        BitSet present = Presence.read(presence, source, rows);
        int exponent = readValues(source, tag, present.cardinality(), into);
        spread(present, rows, into);
        return exponent;
    }

    private static int readValues(ByteSource source, int tag, int count, double[] into) throws CorruptChunkException {
        int coding = tag & 15;
        if ((tag & ColumnWriter.CONSTANT) != 0) {
            Arrays.fill(into, 0, count, readConstant(source, coding));
        } else if (coding == ColumnWriter.XOR) {
            XorSeries.read(source, count, into);
        } else if (coding == ColumnWriter.ORDERED_BITS) {
            readOrdered(source, count, into);
        } else {
            readDecimals(source, coding, count, into);
        }
        source.needEnd();
        return coding <= DecimalGrid.MAX_EXPONENT ? coding : DecimalGrid.NONE;
    }

    private static double readConstant(ByteSource source, int coding) throws CorruptChunkException {
        return coding <= DecimalGrid.MAX_EXPONENT
                ? DecimalGrid.value(source.zigzag(), coding)
                : XorSeries.finite(source.u64(), source);
    }

    private static void readDecimals(ByteSource source, int exponent, int count, double[] into)
            throws CorruptChunkException {
        IntegerSeriesReader series = new IntegerSeriesReader(source, count);
        long[] block = series.block();
        double power = DecimalGrid.power(exponent);
        into[0] = series.first() / power;
        int filled = 1;
        for (int size = series.next(); size > 0; size = series.next()) {
            for (int i = 0; i < size; i++) {
                into[filled++] = block[i] / power;
            }
        }
    }

    private static void readOrdered(ByteSource source, int count, double[] into) throws CorruptChunkException {
        IntegerSeriesReader series = new IntegerSeriesReader(source, count);
        long[] block = series.block();
        into[0] = XorSeries.finite(ColumnWriter.order(series.first()), source);
        int filled = 1;
        for (int size = series.next(); size > 0; size = series.next()) {
            for (int i = 0; i < size; i++) {
                into[filled++] = XorSeries.finite(ColumnWriter.order(block[i]), source);
            }
        }
    }

    /// Moves the values, which lie at the front, to their rows; from behind, so that none is overwritten.
    private static void spread(BitSet present, int rows, double[] into) {
        int next = present.cardinality();
        for (int row = rows - 1; row >= 0; row--) {
            into[row] = present.get(row) ? into[--next] : Double.NaN;
        }
    }
}
