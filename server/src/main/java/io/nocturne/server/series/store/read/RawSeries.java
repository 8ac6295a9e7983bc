package io.nocturne.server.series.store.read;

import io.nocturne.server.series.codec.DecimalGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// The samples of one series, gathered from chunks and from the head.
///
/// **Threads** - confined to the caller's.
final class RawSeries {

    /// An exponent that nobody has worked out.
    static final int UNKNOWN = -2;

    private final List<Part> parts = new ArrayList<>();

    /// Adds samples, ascending by time; NaN is an absent one. The arrays are kept, not copied.
    void add(long[] times, double[] values, int rows, int exponent) {
        if (rows > 0) {
            parts.add(new Part(times, values, rows, exponent));
        }
    }

    /// How many samples it has, absent ones among them.
    int rows() {
        return parts.stream().mapToInt(Part::rows).sum();
    }

    /// Hands over every present sample in `[fromMillis, toMillis)`, ascending by time.
    void forEach(long fromMillis, long toMillis, Taker taker) {
        parts.sort(Comparator.comparingLong(part -> part.times()[0]));
        if (overlap()) {
            Part one = merged();
            parts.clear();
            parts.add(one);
        }
        for (Part part : parts) {
            part.forEach(fromMillis, toMillis, taker);
        }
    }

    private boolean overlap() {
        for (int i = 1; i < parts.size(); i++) {
            Part before = parts.get(i - 1);
            if (parts.get(i).times()[0] < before.times()[before.rows() - 1]) {
                return true;
            }
        }
        return false;
    }

    private Part merged() {
        List<double[]> rows = new ArrayList<>();
        for (Part part : parts) {
            for (int i = 0; i < part.rows(); i++) {
                if (!Double.isNaN(part.values()[i])) {
                    // A time in ms is a whole number far below 2^53.
                    rows.add(new double[] {part.times()[i], part.values()[i], part.exponent(i)});
                }
            }
        }
        rows.sort(Comparator.comparingDouble(row -> row[0]));
        long[] times = rows.stream().mapToLong(row -> (long) row[0]).toArray();
        double[] values = rows.stream().mapToDouble(row -> row[1]).toArray();
        boolean decimal = rows.stream().noneMatch(row -> (int) row[2] == DecimalGrid.NONE);
        int exponent =
                decimal ? rows.stream().mapToInt(row -> (int) row[2]).max().orElse(0) : DecimalGrid.NONE;
        return new Part(times, values, times.length, exponent);
    }

    /// Takes one sample; `exponent` as [DecimalGrid] has it.
    interface Taker {

        void take(long timeMillis, double value, int exponent);
    }

    @SuppressWarnings("ArrayRecordComponent") // read once, and never compared
    private record Part(long[] times, double[] values, int rows, int exponent) {

        void forEach(long fromMillis, long toMillis, Taker taker) {
            int row = Arrays.binarySearch(times, 0, rows, fromMillis);
            row = row < 0 ? -row - 1 : firstOf(row);
            for (; row < rows && times[row] < toMillis; row++) {
                if (!Double.isNaN(values[row])) {
                    taker.take(times[row], values[row], exponent(row));
                }
            }
        }

        int exponent(int row) {
            return exponent == UNKNOWN ? DecimalGrid.exponent(values[row]) : exponent;
        }

        private int firstOf(int row) {
            int first = row;
            while (first > 0 && times[first - 1] == times[row]) {
                first--;
            }
            return first;
        }
    }
}
