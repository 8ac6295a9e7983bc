package io.nocturne.server.series.codec;

import java.util.Arrays;

/// Writes a series of whole numbers: differences, their base taken off, in blocks of few bits each.
///
/// **Threads** - confined to one; keeps its buffers.
final class IntegerSeriesWriter {

    static final int BLOCK = 64;
    static final int MAX_ORDER = 2;
    static final int HAS_STEP = 4;

    private final BlockWriter blocks = new BlockWriter();
    private long[] residuals = new long[0];
    private long[] steps = new long[0];

    /// Bytes that a series takes at most.
    static int bound(int count) {
        return 64 + count * 9 + (count / BLOCK + 1) * 12;
    }

    void write(long[] values, int count, ByteSink sink) {
        makeRoom(count);
        long step = divide(values, count);
        sink.zigzag(values[0]);
        writeOrder(bestOrder(count), step, count, sink);
    }

    /// The order whose residuals, their mean taken off, have the fewest bits; writing all three costs too much.
    private int bestOrder(int count) {
        System.arraycopy(steps, 0, residuals, 0, count);
        int best = 0;
        long fewest = bits(count);
        for (int order = 1; order <= MAX_ORDER; order++) {
            difference(count);
            long bits = bits(count);
            if (bits < fewest) {
                best = order;
                fewest = bits;
            }
        }
        return best;
    }

    private long bits(int count) {
        long bits = 0;
        for (int from = 1; from < count; from += BLOCK) {
            int to = Math.min(from + BLOCK, count);
            long sum = 0;
            for (int i = from; i < to; i++) {
                sum += residuals[i];
            }
            long mean = sum / (to - from);
            for (int i = from; i < to; i++) {
                bits += Long.SIZE - Long.numberOfLeadingZeros(ZigZag.fold(residuals[i] - mean));
            }
        }
        return bits;
    }

    private void makeRoom(int count) {
        if (steps.length < count) {
            steps = new long[count];
            residuals = new long[count];
        }
    }

    /// Fills `steps` with how many times the greatest common step each value is away from the first.
    private long divide(long[] values, int count) {
        long step = 0;
        for (int i = 0; i < count; i++) {
            steps[i] = values[i] - values[0];
            step = step == 1 ? 1 : gcd(step, steps[i]);
        }
        if (step > 1) {
            for (int i = 0; i < count; i++) {
                steps[i] /= step;
            }
        }
        return Math.max(step, 1);
    }

    private static long gcd(long one, long other) {
        if (other == Long.MIN_VALUE) {
            return 1;
        }
        long a = one;
        long b = Math.abs(other);
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }

    private void writeOrder(int order, long step, int count, ByteSink sink) {
        sink.u8(order | (step > 1 ? HAS_STEP : 0));
        if (step > 1) {
            sink.varint(step);
        }
        System.arraycopy(steps, 0, residuals, 0, count);
        for (int pass = 0; pass < order; pass++) {
            difference(count);
        }
        blocks.begin();
        for (int from = 1; from < count; from += BLOCK) {
            blocks.write(Arrays.copyOfRange(residuals, from, Math.min(from + BLOCK, count)), sink);
        }
    }

    private void difference(int count) {
        for (int i = count - 1; i > 0; i--) {
            residuals[i] -= residuals[i - 1];
        }
    }
}
