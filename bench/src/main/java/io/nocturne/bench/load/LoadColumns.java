package io.nocturne.bench.load;

import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.ScaledVarints;
import io.nocturne.model.sample.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/// Values as agents send them, made before the load begins: for each series a column of [#ROWS] values in a random
/// walk, kept as numbers and as the bytes that go over the wire.
///
/// A host's value is the column's at its own place, which differs by host and series and moves on by one each
/// snapshot; so no two snapshots are equal, a host's own neighbors are as alike as a real host's, and to make a
/// delivery costs a copy of a few bytes a value. After [#ROWS] snapshots a host's columns begin again.
///
/// **Shape** - of 50 series 12 are utilizations with four decimals, 5 bytes in whole pages, 10 rates in whole numbers,
/// 4 values with one decimal, 3 rising counts, 12 constants and 4 that change seldom: the shares of an agent's layout.
/// **Threads** - immutable.
public final class LoadColumns {

    public static final int ROWS = 4_096;
    public static final int GROUPS = 4;

    private static final double[] UTILIZATIONS = {0.3, 0.05, 0.02, 0.6, 0.01, 0.002, 0.1, 0.2, 0.35, 0.15, 0.4, 0.08};
    private static final double[] BYTES = {8e9, 5e9, 3e8, 1e9, 2e10};
    private static final double[] RATES = {12_000, 8_000, 350, 900_000, 120, 45, 4_000_000, 60_000, 5, 2_500};
    private static final double[] TENTHS = {900, 30, 3, 15_000};
    private static final double[] COUNTS = {400, 1_000_000, 3};
    private static final double[] CONSTANTS = {0, 0, 0, 0, 0, 0, 0, 16_777_216_000.0, 1, 4, 0.9312, 512_110_190_592.0};
    private static final double[] SELDOM = {200, 37, 9, 1_000};
    private static final double PAGE = 4_096;

    private final double[][] values;
    private final long[][] codes;
    private final byte[][] sizes;
    private final List<Layout> layouts = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(25);

    public LoadColumns(int series) {
        values = new double[series][ROWS];
        codes = new long[series][ROWS];
        sizes = new byte[series][ROWS];
        List<Kind> kinds = kinds();
        for (int i = 0; i < series; i++) {
            fill(i, kinds.get(i % kinds.size()).values().get());
        }
        for (int group = 0; group < GROUPS; group++) {
            layouts.add(layout(series, kinds, group));
        }
    }

    /// The layout of a group of hosts; hosts of another group have other devices.
    public Layout layout(int group) {
        return layouts.get(group);
    }

    public int series() {
        return values.length;
    }

    public double value(int series, int row) {
        return values[series][row];
    }

    public void write(int series, int row, Bytes out) {
        out.code(codes[series][row], sizes[series][row]);
    }

    /// Where in its column a host's value stands.
    public static int row(int host, int series, long number) {
        return (int) (number + mix(host * 31_337L + series)) & (ROWS - 1);
    }

    /// A number that looks random and is always the same for the same seed.
    public static long mix(long seed) {
        long z = (seed + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (z ^ (z >>> 31)) >>> 1;
    }

    private void fill(int series, DoubleSupplier source) {
        for (int row = 0; row < ROWS; row++) {
            double value = source.getAsDouble();
            byte[] bytes = ScaledVarints.encode(SampleValues.of(value));
            if (bytes.length > Long.BYTES) {
                throw new IllegalStateException("%s takes more than 8 bytes".formatted(value));
            }
            values[series][row] = value;
            sizes[series][row] = (byte) bytes.length;
            for (int i = bytes.length - 1; i >= 0; i--) {
                codes[series][row] = (codes[series][row] << Byte.SIZE) | (bytes[i] & 0xFF);
            }
        }
    }

    private static Layout layout(int series, List<Kind> kinds, int group) {
        List<SeriesKey> keys = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            Kind kind = kinds.get(i % kinds.size());
            keys.add(SeriesKey.of(kind.metric(), Map.of(kind.attribute(), "%c%d".formatted('a' + group, i))));
        }
        return new Layout(keys);
    }

    private List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        add(kinds, UTILIZATIONS, "system.cpu.utilization", "cpu.mode", this::utilization);
        add(kinds, BYTES, "system.memory.usage", "system.memory.state", this::pages);
        add(kinds, RATES, "system.network.io", "network.interface.name", this::rate);
        add(kinds, TENTHS, "system.disk.operations", "system.device", this::tenths);
        add(kinds, COUNTS, "system.uptime", "system.device", this::count);
        add(kinds, CONSTANTS, "system.filesystem.limit", "system.filesystem.mountpoint", around -> () -> around);
        add(kinds, SELDOM, "system.process.count", "process.state", this::seldom);
        return kinds;
    }

    private static void add(List<Kind> kinds, double[] around, String metric, String attribute, Walk walk) {
        for (double each : around) {
            kinds.add(new Kind(metric, attribute, () -> walk.around(each)));
        }
    }

    private DoubleSupplier utilization(double around) {
        double[] level = {around};
        double noise = around / 8;
        return () -> {
            level[0] += 0.1 * (around - level[0]) + random.nextGaussian() * noise / 2;
            double busy = random.nextInt(40) == 0 ? noise * 5 : 0;
            return Math.round(Math.clamp(level[0] + busy + random.nextGaussian() * noise / 2, 0, 1) * 1e4) / 1e4;
        };
    }

    private DoubleSupplier pages(double around) {
        double[] level = {Math.rint(around / PAGE)};
        return () -> {
            level[0] = Math.max(0, level[0] + Math.rint(random.nextGaussian() * 150));
            return level[0] * PAGE;
        };
    }

    private DoubleSupplier rate(double around) {
        return () -> Math.rint(around * Math.exp(random.nextGaussian() * 0.6 - 0.18));
    }

    private DoubleSupplier tenths(double around) {
        return () -> Math.rint(around * Math.exp(random.nextGaussian() * 0.5) * 10) / 10;
    }

    private DoubleSupplier count(double perInterval) {
        double[] sum = {1e6};
        return () -> sum[0] += Math.rint(perInterval * Math.exp(random.nextGaussian() * 0.3));
    }

    private DoubleSupplier seldom(double around) {
        double[] level = {around};
        return () -> {
            level[0] = Math.max(0, level[0] + (random.nextInt(25) == 0 ? random.nextInt(-2, 3) : 0));
            return level[0];
        };
    }

    private interface Walk {

        DoubleSupplier around(double value);
    }

    private record Kind(String metric, String attribute, java.util.function.Supplier<DoubleSupplier> values) {}
}
