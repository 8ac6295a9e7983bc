package io.nocturne.server.series.codec;

/// Writes blocks of residuals: a base, then each distance from it packed in equal widths or as Rice codes.
///
/// **Threads** - confined to one.
final class BlockWriter {

    static final int RICE = 65;
    static final int MAX_RICE = 62;
    static final int MAX_QUOTIENT = 15;
    static final int ESCAPE_LENGTH_BITS = 6;

    private long lastBase;

    void begin() {
        lastBase = 0;
    }

    void write(long[] block, ByteSink sink) {
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (long value : block) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        boolean wide = high - low < 0 || high - low > 1L << 56;
        long base = wide ? 0 : high - (high - low) / 2;
        int width = width(block, base);
        if (!wide && writeRice(block, low, (long) width * block.length, sink)) {
            return;
        }
        begin(width, base, sink);
        for (long value : block) {
            sink.bits(ZigZag.fold(value - base), width);
        }
        sink.endBits();
    }

    private void begin(int coding, long base, ByteSink sink) {
        sink.u8(coding);
        sink.zigzag(base - lastBase);
        lastBase = base;
    }

    private static int width(long[] block, long base) {
        long all = 0;
        for (long value : block) {
            all |= ZigZag.fold(value - base);
        }
        return Long.SIZE - Long.numberOfLeadingZeros(all);
    }

    /// Writes Rice codes if they take fewer bits than `limit`.
    private boolean writeRice(long[] block, long low, long limit, ByteSink sink) {
        long sum = 0;
        for (long value : block) {
            sum += value - low;
        }
        long base = low + sum / block.length;
        int bestShift = bestShift(block, base);
        if (riceBits(block, base, bestShift) >= limit) {
            return false;
        }
        begin(RICE + bestShift, base, sink);
        for (long value : block) {
            writeRice(ZigZag.fold(value - base), bestShift, sink);
        }
        sink.endBits();
        return true;
    }

    /// Walks down from the shift that suits the mean; outliers make that one too large, never too small.
    private static int bestShift(long[] block, long base) {
        double sum = 0;
        for (long value : block) {
            sum += ZigZag.fold(value - base);
        }
        int shift = Math.max(0, Math.getExponent(sum / block.length));
        long bits = riceBits(block, base, shift);
        while (shift > 0) {
            long fewer = riceBits(block, base, shift - 1);
            if (fewer > bits) {
                break;
            }
            bits = fewer;
            shift--;
        }
        return shift;
    }

    private static long riceBits(long[] block, long base, int shift) {
        long bits = 0;
        for (long value : block) {
            long folded = ZigZag.fold(value - base);
            long quotient = folded >>> shift;
            bits += quotient < MAX_QUOTIENT ? quotient + 1 + shift : MAX_QUOTIENT + ESCAPE_LENGTH_BITS + length(folded);
        }
        return bits;
    }

    private static void writeRice(long folded, int shift, ByteSink sink) {
        long quotient = folded >>> shift;
        if (quotient < MAX_QUOTIENT) {
            sink.bits(1L << quotient, (int) quotient + 1);
            sink.bits(folded & ((1L << shift) - 1), shift);
            return;
        }
        int length = length(folded);
        sink.bits(0, MAX_QUOTIENT);
        sink.bits(length - 1, ESCAPE_LENGTH_BITS);
        sink.bits(folded, length);
    }

    private static int length(long folded) {
        return Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(folded));
    }
}
