package io.nocturne.server.series.codec;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/// Columns of many kinds, the same for the same random numbers.
final class Columns {

    private static final double[] EXTREMES = {
        0.0,
        -0.0,
        1,
        -1,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        0x1p53,
        -0x1p53,
        0x1p53 - 1,
        0x1p62,
        0x1p63,
        -0x1p63,
        0x1p64,
        0.1,
        1e-12,
        1e-13,
        123456789.123456,
        1e22,
        Math.PI
    };

    private static final List<ToDoubleFunction<SplittableRandom>> SCATTERED = List.of(
            random -> random.nextInt(100),
            random -> random.nextInt(10_000) / 1e4,
            random -> random.nextInt() / 1e2,
            random -> random.nextLong(-(1L << 53), 1L << 53),
            random -> random.nextLong(-(1L << 50), 1L << 50) / 1e12,
            SplittableRandom::nextDouble,
            random -> (double) (float) random.nextDouble(),
            random -> EXTREMES[random.nextInt(EXTREMES.length)],
            random -> finite(random.nextLong()),
            random -> random.nextInt(20) == 0 ? random.nextInt(1 << 30) : 5,
            random -> random.nextInt(30) == 0 ? random.nextDouble() : 0.3,
            random -> 4096.0 * random.nextInt(1_000_000));

    private static final int WALKS = 4;

    private Columns() {}

    static double[] any(SplittableRandom random, int rows) {
        double[] column = values(random, random.nextInt(SCATTERED.size() + WALKS + 1), rows);
        punch(random, column);
        return column;
    }

    private static double[] values(SplittableRandom random, int kind, int rows) {
        if (kind < SCATTERED.size()) {
            return fill(rows, () -> SCATTERED.get(kind).applyAsDouble(random));
        }
        double[] state = {random.nextInt(1_000)};
        return switch (kind - SCATTERED.size()) {
            case 0 -> fill(rows, () -> state[0] += random.nextInt(1_000_000));
            case 1 -> fill(rows, () -> Math.round((state[0] += random.nextDouble(-1, 1)) * 1e4) / 1e4);
            case 2 -> fill(rows, () -> state[0] += random.nextDouble(-1, 1));
            case 3 -> fill(rows, () -> state[0] += 1024.0 * random.nextInt(-3, 4));
            default -> fill(rows, () -> EXTREMES[(int) state[0] % EXTREMES.length]);
        };
    }

    private static double[] fill(int rows, DoubleSupplier next) {
        double[] column = new double[rows];
        Arrays.setAll(column, row -> next.getAsDouble());
        return column;
    }

    /// Makes no value, single values, runs of values, most or all values absent.
    private static void punch(SplittableRandom random, double[] column) {
        int kind = random.nextInt(6);
        int run = kind < 2 ? 0 : kind == 2 ? 1 : 1 + random.nextInt(200);
        double chance = kind == 5 ? 0.9 : 0.05;
        int absent = 0;
        for (int row = 0; row < column.length && run > 0; row++) {
            absent = random.nextDouble() < chance / run ? run : absent - 1;
            if (absent > 0 || kind == 4) {
                column[row] = Double.NaN;
            }
        }
    }

    private static double finite(long bits) {
        double value = Double.longBitsToDouble(bits);
        return Double.isFinite(value) ? value : 1.0;
    }

    static long[] clock(SplittableRandom random, int rows) {
        long[] times = new long[rows];
        long time = random.nextLong(1L << 41);
        int jitter = random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(2_000);
        for (int row = 0; row < rows; row++) {
            times[row] = time;
            time += 5_000 + random.nextInt(jitter) + (random.nextInt(50) == 0 ? random.nextInt(3_600_000) : 0);
        }
        return times;
    }
}
