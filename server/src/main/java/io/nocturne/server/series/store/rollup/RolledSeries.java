package io.nocturne.server.series.store.rollup;

import io.nocturne.server.series.StepMerge;
import io.nocturne.server.series.Steps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Minutes or hours of one series, from rollup chunks and made of samples.
///
/// **Shape** - no time stands in it twice.
/// **Threads** - confined to the caller's.
public final class RolledSeries {

    private static final long HOUR_MILLIS = Buckets.MINUTES_AN_HOUR * Buckets.MINUTE_MILLIS;

    private final List<Part> parts = new ArrayList<>();

    static RolledSeries of(Buckets made) {
        RolledSeries series = new RolledSeries();
        series.add(made);
        return series;
    }

    /// Adds the rows of a chunk, ascending by time; `four` as [RollupColumns] has it, NaN where a row has no
    /// sample. The arrays are kept, and may be changed.
    public void add(long[] times, double[][] four) {
        if (times.length > 0) {
            parts.add(new Part(times, four));
        }
    }

    public void add(Buckets made) {
        int count = 0;
        for (int i = 0; i < made.size(); i++) {
            count += made.count(i) != 0 ? 1 : 0;
        }
        long[] times = new long[count];
        double[][] four = new double[RollupColumns.PER_SERIES][count];
        int row = 0;
        for (int i = 0; i < made.size(); i++) {
            if (made.count(i) != 0) {
                times[row] = made.timeMillis(i);
                four[RollupColumns.MIN][row] = made.min(i);
                four[RollupColumns.MAX][row] = made.max(i);
                four[RollupColumns.SUM][row] = made.sum(i);
                four[RollupColumns.COUNT][row++] = made.count(i);
            }
        }
        add(times, four);
    }

    void addAll(RolledSeries others) {
        parts.addAll(others.parts);
    }

    /// Leaves out what lies in spans.
    public RolledSeries without(Spans spans) {
        parts.forEach(part -> part.clear(spans));
        return this;
    }

    /// These, which are minutes, as hours.
    RolledSeries hours() {
        StepMerge merge = new StepMerge(HOUR_MILLIS);
        forEach(Long.MIN_VALUE, Long.MAX_VALUE, merge);
        Steps steps = merge.finish();
        RolledSeries hours = new RolledSeries();
        long[] times = new long[steps.size()];
        double[][] four = new double[RollupColumns.PER_SERIES][steps.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = steps.timeMillis(i);
            four[RollupColumns.MIN][i] = steps.min(i);
            four[RollupColumns.MAX][i] = steps.max(i);
            four[RollupColumns.SUM][i] = steps.sum(i);
            four[RollupColumns.COUNT][i] = steps.totalCount(i);
        }
        hours.add(times, four);
        return hours;
    }

    boolean isEmpty() {
        return parts.stream().allMatch(Part::isEmpty);
    }

    /// Hands over every minute or hour that begins in `[fromMillis, toMillis)`, ascending.
    public void forEach(long fromMillis, long toMillis, StepMerge merge) {
        forEach(row -> {
            if (row.timeMillis() >= fromMillis && row.timeMillis() < toMillis) {
                merge.add(row.timeMillis(), row.min(), row.max(), row.sum(), row.count());
            }
        });
    }

    /// Hands over every minute or hour, ascending; the row is good until the taker returns.
    public void forEach(Taker taker) {
        parts.sort(Comparator.comparingLong(Part::first));
        if (overlap()) {
            forEachOfAll(taker);
            return;
        }
        Row row = new Row();
        for (Part part : parts) {
            for (int i = 0; i < part.times().length; i++) {
                if (part.has(i)) {
                    taker.take(row.at(part, i));
                }
            }
        }
    }

    private boolean overlap() {
        for (int i = 1; i < parts.size(); i++) {
            if (parts.get(i).first() <= parts.get(i - 1).last()) {
                return true;
            }
        }
        return false;
    }

    /// A block that was made of samples can lie within the hours of a chunk.
    private void forEachOfAll(Taker taker) {
        List<Row> rows = new ArrayList<>();
        for (Part part : parts) {
            for (int i = 0; i < part.times().length; i++) {
                if (part.has(i)) {
                    rows.add(new Row().at(part, i));
                }
            }
        }
        rows.sort(Comparator.comparingLong(Row::timeMillis));
        rows.forEach(taker::take);
    }

    /// Takes one minute or hour.
    interface Taker {

        void take(Row row);
    }

    /// One minute or hour, by its start.
    static final class Row {

        private Part part = Part.NONE;
        private int index;

        private Row at(Part next, int row) {
            part = next;
            index = row;
            return this;
        }

        long timeMillis() {
            return part.times()[index];
        }

        double min() {
            return part.four()[RollupColumns.MIN][index];
        }

        double max() {
            return part.four()[RollupColumns.MAX][index];
        }

        /// Sum and count as [io.nocturne.server.series.Total] has them.
        double sum() {
            return part.four()[RollupColumns.SUM][index];
        }

        long count() {
            return (long) part.four()[RollupColumns.COUNT][index];
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // read once, and never compared
    private record Part(long[] times, double[][] four) {

        static final Part NONE = new Part(new long[0], new double[RollupColumns.PER_SERIES][0]);

        boolean has(int row) {
            return !Double.isNaN(four[RollupColumns.COUNT][row]);
        }

        long first() {
            return times[0];
        }

        long last() {
            return times[times.length - 1];
        }

        boolean isEmpty() {
            for (int row = 0; row < times.length; row++) {
                if (has(row)) {
                    return false;
                }
            }
            return true;
        }

        void clear(Spans spans) {
            if (!spans.overlap(first(), last())) {
                return;
            }
            for (int row = 0; row < times.length; row++) {
                if (spans.contains(times[row])) {
                    four[RollupColumns.COUNT][row] = Double.NaN;
                }
            }
        }
    }
}
