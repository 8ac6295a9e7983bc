package io.nocturne.server.series.codec;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/// Columns as an agent's are: what it measures, rounded as it rounds, in the shares of its layout.
final class AgentData {

    static final int ROWS = 120;
    static final int SERIES = 50;
    static final long INTERVAL = 5_000;

    private final SplittableRandom random;

    AgentData(long seed) {
        random = new SplittableRandom(seed);
    }

    long[] clock() {
        long[] times = new long[ROWS];
        Arrays.setAll(times, row -> 1_795_000_000_000L + row * INTERVAL + (random.nextInt(4) == 0 ? 1 : 0));
        return times;
    }

    /// A host's chunk of 50 series, by the share of each kind in an agent's layout.
    double[][] host() {
        List<DoubleSupplier> kinds = List.of(
                utilization(0.3, 0.02),
                utilization(0.05, 0.01),
                utilization(0.02, 0.005),
                utilization(0.6, 0.08),
                utilization(0.01, 0.002),
                utilization(0.002, 0.0005),
                utilization(0.1, 0.03),
                utilization(0.2, 0.05),
                utilization(0.3, 0.03),
                utilization(0.15, 0.02),
                utilization(0.4, 0.05),
                utilization(0.08, 0.01),
                pages(8e9, 200),
                pages(5e9, 500),
                pages(3e8, 30),
                pages(1e9, 100),
                pages(2e10, 2),
                rate(12_000, 0.5),
                rate(8_000, 0.4),
                rate(350, 0.6),
                rate(900_000, 0.8),
                rate(120, 0.5),
                rate(45, 1.0),
                rate(4_000_000, 0.3),
                rate(60_000, 0.9),
                rate(5, 1.5),
                rate(2_500, 0.2),
                tenths(900, 0.2),
                tenths(30, 0.6),
                tenths(3, 1.0),
                tenths(15_000, 0.1),
                counter(400),
                counter(1_000_000),
                counter(3),
                constant(0),
                constant(0),
                constant(0),
                constant(0),
                constant(0),
                constant(0),
                constant(0),
                constant(16_777_216_000.0),
                constant(1),
                constant(4),
                constant(0.9312),
                constant(512_110_190_592.0),
                seldom(200),
                seldom(37),
                seldom(9),
                seldom(1_000));
        double[][] columns = new double[kinds.size()][];
        Arrays.setAll(columns, column -> {
            double[] values = new double[ROWS];
            Arrays.setAll(values, row -> kinds.get(column).getAsDouble());
            return values;
        });
        return columns;
    }

    private DoubleSupplier utilization(double around, double noise) {
        double[] level = {around};
        return () -> {
            level[0] += 0.1 * (around - level[0]) + gauss() * noise / 2;
            double busy = random.nextInt(40) == 0 ? noise * 5 : 0;
            return Math.round(Math.clamp(level[0] + busy + gauss() * noise / 2, 0, 1) * 1e4) / 1e4;
        };
    }

    private DoubleSupplier pages(double around, double change) {
        double[] level = {Math.rint(around / 4096)};
        return () -> (level[0] += Math.rint(gauss() * change)) * 4096;
    }

    private DoubleSupplier rate(double around, double spread) {
        return () -> Math.rint(around * Math.exp(gauss() * spread - spread * spread / 2));
    }

    private DoubleSupplier tenths(double around, double spread) {
        return () -> Math.rint(around * Math.exp(gauss() * spread) * 10) / 10;
    }

    private DoubleSupplier counter(double perInterval) {
        double[] sum = {1e9};
        return () -> sum[0] += Math.rint(perInterval * Math.exp(gauss() * 0.3));
    }

    private static DoubleSupplier constant(double value) {
        return () -> value;
    }

    private DoubleSupplier seldom(int around) {
        double[] level = {around};
        return () -> level[0] += random.nextInt(25) == 0 ? random.nextInt(-2, 3) : 0;
    }

    private double gauss() {
        double sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum - 6;
    }
}
