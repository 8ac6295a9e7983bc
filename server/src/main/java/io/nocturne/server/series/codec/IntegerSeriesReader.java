package io.nocturne.server.series.codec;

/// Reads a series of whole numbers, block by block.
final class IntegerSeriesReader {

    private final ByteSource source;
    private final long[] block = new long[IntegerSeriesWriter.BLOCK];
    private final long first;
    private final int order;
    private final long step;
    private int left;
    private long base;
    private long sum;
    private long difference;

    /// Checks that `count` numbers, at least one, can be there at all.
    IntegerSeriesReader(ByteSource source, int count) throws CorruptChunkException {
        this.source = source;
        this.left = count - 1;
        this.first = source.zigzag();
        int control = source.u8();
        this.order = control & 3;
        if (control > 6 || order > IntegerSeriesWriter.MAX_ORDER) {
            throw source.fault("unknown series control " + control);
        }
        this.step = (control & IntegerSeriesWriter.HAS_STEP) == 0 ? 1 : source.varint();
        source.need(2 * ((left + IntegerSeriesWriter.BLOCK - 1) / IntegerSeriesWriter.BLOCK));
    }

    long first() {
        return first;
    }

    long[] block() {
        return block;
    }

    /// Fills [#block] with the numbers behind the first and says how many; 0 at the end.
    int next() throws CorruptChunkException {
        int count = Math.min(left, IntegerSeriesWriter.BLOCK);
        if (count == 0) {
            return 0;
        }
        left -= count;
        int coding = source.u8();
        base += source.zigzag();
        if (coding <= Long.SIZE) {
            readPacked(coding, count);
        } else if (coding <= BlockWriter.RICE + BlockWriter.MAX_RICE) {
            readRice(coding - BlockWriter.RICE, count);
        } else {
            throw source.fault("unknown block coding " + coding);
        }
        sumUp(count);
        return count;
    }

    private void readPacked(int width, int count) throws CorruptChunkException {
        for (int i = 0; i < count; i++) {
            block[i] = base + ZigZag.unfold(source.bits(width));
        }
        source.endBits();
    }

    private void readRice(int shift, int count) throws CorruptChunkException {
        for (int i = 0; i < count; i++) {
            block[i] = base + ZigZag.unfold(riceCode(shift));
        }
        source.endBits();
    }

    private long riceCode(int shift) {
        long quotient = source.zeros(BlockWriter.MAX_QUOTIENT);
        if (quotient < BlockWriter.MAX_QUOTIENT) {
            return quotient << shift | source.bits(shift);
        }
        int length = (int) source.bits(BlockWriter.ESCAPE_LENGTH_BITS) + 1;
        return source.bits(length);
    }

    private void sumUp(int count) {
        for (int i = 0; i < count; i++) {
            if (order == 2) {
                difference += block[i];
                sum += difference;
            } else {
                sum = order == 1 ? sum + block[i] : block[i];
            }
            block[i] = first + step * sum;
        }
    }
}
