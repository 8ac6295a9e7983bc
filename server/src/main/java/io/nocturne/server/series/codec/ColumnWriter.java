package io.nocturne.server.series.codec;

/// Writes one column, in the coding that takes the fewest bytes.
///
/// **Threads** - confined to one; keeps its buffers.
final class ColumnWriter {

    static final int ORDERED_BITS = 13;
    static final int XOR = 14;
    static final int PRESENCE_SHIFT = 4;
    static final int CONSTANT = 64;

    private final IntegerSeriesWriter integers = new IntegerSeriesWriter();
    private double[] values = new double[0];
    private long[] scaled = new long[0];

    /// Writes nothing at all for a column without a value.
    void write(int index, double[] column, int rows, ByteSink sink) {
        makeRoom(rows);
        int count = gather(index, column, rows);
        if (count == 0) {
            return;
        }
        sink.reserve(32 + Presence.bound(rows) + IntegerSeriesWriter.bound(rows) + XorSeries.bound(rows));
        int tagAt = sink.size();
        sink.u8(0);
        int presence = count == rows ? Presence.ALL : Presence.write(column, rows, sink);
        int coding = isConstant(count) ? CONSTANT | writeConstant(sink) : writeSeries(count, sink);
        sink.u8At(tagAt, coding | presence << PRESENCE_SHIFT);
    }

    private void makeRoom(int rows) {
        if (values.length < rows) {
            values = new double[rows];
            scaled = new long[rows];
        }
    }

    private int gather(int index, double[] column, int rows) {
        int count = 0;
        for (int row = 0; row < rows; row++) {
            double value = column[row];
            if (Double.isInfinite(value)) {
                throw new IllegalArgumentException("column " + index + ": row " + row + " is infinite");
            }
            if (!Double.isNaN(value)) {
                values[count++] = value;
            }
        }
        return count;
    }

    private boolean isConstant(int count) {
        long first = Double.doubleToRawLongBits(values[0]);
        for (int i = 1; i < count; i++) {
            if (Double.doubleToRawLongBits(values[i]) != first) {
                return false;
            }
        }
        return true;
    }

    private int writeConstant(ByteSink sink) {
        int exponent = DecimalGrid.fit(values, 1, scaled);
        if (exponent == DecimalGrid.NONE) {
            sink.u64(Double.doubleToRawLongBits(values[0]));
            return XOR;
        }
        sink.zigzag(scaled[0]);
        return exponent;
    }

    private int writeSeries(int count, ByteSink sink) {
        int exponent = DecimalGrid.fit(values, count, scaled);
        if (exponent != DecimalGrid.NONE) {
            integers.write(scaled, count, sink);
            return exponent;
        }
        int start = sink.size();
        for (int i = 0; i < count; i++) {
            scaled[i] = order(Double.doubleToRawLongBits(values[i]));
        }
        integers.write(scaled, count, sink);
        int size = sink.size() - start;
        XorSeries.write(values, count, sink);
        if (sink.size() - start - size < size) {
            sink.truncate(start);
            XorSeries.write(values, count, sink);
            return XOR;
        }
        sink.truncate(start + size);
        return ORDERED_BITS;
    }

    /// Bits of doubles so that greater values are greater numbers; its own inverse.
    static long order(long bits) {
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }
}
