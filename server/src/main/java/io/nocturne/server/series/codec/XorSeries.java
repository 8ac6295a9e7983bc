package io.nocturne.server.series.codec;

/// Doubles as what changed in their bits since the one before, for values that are no short decimals.
///
/// **Source** - Pelkonen et al., Gorilla: A Fast, Scalable, In-Memory Time Series Database, VLDB 2015.
final class XorSeries {

    private static final int LEADING_BITS = 5;
    private static final int LENGTH_BITS = 6;
    private static final int MAX_LEADING = 31;

    private XorSeries() {}

    static int bound(int count) {
        return 16 + count * 10;
    }

    static void write(double[] values, int count, ByteSink sink) {
        long previous = Double.doubleToRawLongBits(values[0]);
        sink.u64(previous);
        int leading = Long.SIZE;
        int trailing = 0;
        for (int i = 1; i < count; i++) {
            long bits = Double.doubleToRawLongBits(values[i]);
            long change = bits ^ previous;
            previous = bits;
            if (change == 0) {
                sink.bits(0, 1);
            } else if (Long.numberOfLeadingZeros(change) >= leading && Long.numberOfTrailingZeros(change) >= trailing) {
                sink.bits(1, 2);
                sink.bits(change >>> trailing, Long.SIZE - leading - trailing);
            } else {
                leading = Math.min(MAX_LEADING, Long.numberOfLeadingZeros(change));
                trailing = Long.numberOfTrailingZeros(change);
                int length = Long.SIZE - leading - trailing;
                sink.bits(3 | leading << 2 | (length - 1) << (2 + LEADING_BITS), 2 + LEADING_BITS + LENGTH_BITS);
                sink.bits(change >>> trailing, length);
            }
        }
        sink.endBits();
    }

    static void read(ByteSource source, int count, double[] into) throws CorruptChunkException {
        long bits = source.u64();
        into[0] = finite(bits, source);
        int leading = 0;
        int length = 0;
        for (int i = 1; i < count; i++) {
            if (source.bits(1) == 1) {
                if (source.bits(1) == 1) {
                    leading = (int) source.bits(LEADING_BITS);
                    length = (int) source.bits(LENGTH_BITS) + 1;
                }
                if (leading + length > Long.SIZE) {
                    throw source.fault("a change of " + length + " bits behind " + leading);
                }
                bits ^= source.bits(length) << (Long.SIZE - leading - length);
            }
            into[i] = finite(bits, source);
        }
        source.endBits();
    }

    static double finite(long bits, ByteSource source) throws CorruptChunkException {
        double value = Double.longBitsToDouble(bits);
        if (!Double.isFinite(value)) {
            throw source.fault("a value that is not finite");
        }
        return value;
    }
}
