package io.nocturne.server.series.store.read;

import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.server.series.codec.ChunkHead;
import io.nocturne.server.series.codec.CorruptChunkException;
import io.nocturne.server.series.store.chunk.ChunkColumns;
import io.nocturne.server.series.store.journal.HeadWindow;
import io.nocturne.server.series.store.journal.PackedRows;
import io.nocturne.server.series.store.journal.TimeSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The samples of a host that a question wants: first those of chunks, then what the head has beside them.
///
/// What is being sealed is in both for a moment, and what came twice under other numbers until the next seal. A
/// chunk says by its version which windows it holds; of the others each time of a layout counts once, as it was
/// stored first.
///
/// **Threads** - confined to the caller's.
final class HostSamples {

    private final WantedSeries wanted;
    private final int nodeId;
    private final long from;
    private final long to;
    private final Map<SeriesKey, RawSeries> series = new HashMap<>();
    private final List<ChunkColumns> chunks = new ArrayList<>();

    /// **Shape** - of `[from, to)` everything that is added is taken, of other times what comes along.
    HostSamples(WantedSeries wanted, int nodeId, long from, long to) {
        this.wanted = wanted;
        this.nodeId = nodeId;
        this.from = from;
        this.to = to;
    }

    void add(ChunkColumns chunk) throws CorruptChunkException {
        chunks.add(chunk);
        if (!overlaps(chunk.head())) {
            return;
        }
        long[] times = chunk.head().times();
        for (WantedSeries.Column column : wanted.of(chunk.chunk().layoutId())) {
            double[] values = new double[times.length];
            int exponent = chunk.decode(column.position(), values);
            of(column).add(times, values, times.length, exponent);
        }
    }

    /// Adds what the head has, once all chunks are there.
    void add(List<HeadWindow> windows) {
        Map<String, TimeSet> known = new HashMap<>();
        for (HeadWindow window : windows) {
            if (window.overlaps(from, to) && chunks.stream().noneMatch(chunk -> window.isIn(chunk.chunk(), nodeId))) {
                add(
                        window,
                        known.computeIfAbsent(
                                window.startMillis() + window.layout().id(), _ -> times(window)));
            }
        }
    }

    Map<SeriesKey, RawSeries> series() {
        return series;
    }

    private TimeSet times(HeadWindow window) {
        TimeSet times = new TimeSet();
        for (ChunkColumns chunk : chunks) {
            if (chunk.chunk().startMillis() == window.startMillis()
                    && chunk.chunk().layoutId().equals(window.layout().id())) {
                for (long time : chunk.head().times()) {
                    times.add(time);
                }
            }
        }
        return times;
    }

    private void add(HeadWindow window, TimeSet known) {
        List<WantedSeries.Column> columns = wanted.of(window.layout());
        if (columns.isEmpty()) {
            return;
        }
        HeadWindow.Content content = window.content();
        try {
            for (PackedRows packed : content.packed()) {
                if (overlaps(packed.head())) {
                    add(packed, columns, known);
                }
            }
        } catch (CorruptChunkException e) {
            throw new IllegalStateException("a chunk that this server made cannot be read", e);
        }
        add(content.open(), columns, known);
    }

    private void add(PackedRows packed, List<WantedSeries.Column> columns, TimeSet known) throws CorruptChunkException {
        ChunkHead head = packed.head();
        long[] times = head.times();
        boolean[] isKnown = new boolean[times.length];
        for (int row = 0; row < times.length; row++) {
            isKnown[row] = !known.add(times[row]);
        }
        for (WantedSeries.Column column : columns) {
            double[] values = new double[times.length];
            int exponent = head.decode(column.position(), packed.payload(), head.offset(column.position()), values);
            leaveOut(values, isKnown);
            of(column).add(times, values, times.length, exponent);
        }
    }

    private void add(List<Snapshot> open, List<WantedSeries.Column> columns, TimeSet known) {
        List<Snapshot> rows = open.stream()
                .filter(row -> known.add(row.time().toEpochMilli()))
                .sorted(Comparator.comparing(Snapshot::time))
                .toList();
        long[] times = rows.stream().mapToLong(row -> row.time().toEpochMilli()).toArray();
        for (WantedSeries.Column column : columns) {
            of(column).add(times, values(rows, column.position()), times.length, RawSeries.UNKNOWN);
        }
    }

    private boolean overlaps(ChunkHead head) {
        return head.rows() > 0 && head.time(0) < to && head.time(head.rows() - 1) >= from;
    }

    private RawSeries of(WantedSeries.Column column) {
        return series.computeIfAbsent(column.key(), _ -> new RawSeries());
    }

    private static void leaveOut(double[] values, boolean[] isKnown) {
        for (int row = 0; row < values.length; row++) {
            if (isKnown[row]) {
                values[row] = Double.NaN;
            }
        }
    }

    private static double[] values(List<Snapshot> rows, int position) {
        double[] values = new double[rows.size()];
        for (int row = 0; row < values.length; row++) {
            SampleValues sample = rows.get(row).values();
            values[row] = sample.isPresent(position) ? sample.get(position) : Double.NaN;
        }
        return values;
    }
}
