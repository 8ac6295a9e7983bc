package io.nocturne.server.series.store.rollup;

import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.series.codec.ChunkHead;
import io.nocturne.server.series.codec.ChunkWriter;
import io.nocturne.server.series.codec.CorruptChunkException;
import io.nocturne.server.series.codec.EncodedChunk;
import io.nocturne.server.series.store.chunk.ChunkTables.Spot;
import io.nocturne.server.series.store.chunk.LayoutStore;
import io.nocturne.server.series.store.chunk.StoredChunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Buckets of many series as rollup chunks, and back.
///
/// **Threads** - confined to one; keeps its buffers.
public final class RollupChunks {

    private final LayoutStore layouts;
    private final ChunkWriter writer = new ChunkWriter();

    public RollupChunks(LayoutStore layouts) {
        this.layouts = layouts;
    }

    /// **Shape** - one chunk, or more where there are more series than a layout can have; none without a bucket.
    public List<StoredChunk> write(Spot spot, NavigableMap<SeriesKey, RolledSeries> series, long version) {
        return write(spot, series, version, 0);
    }

    /// The same, its parts counted from `firstPart` on.
    List<StoredChunk> write(Spot spot, NavigableMap<SeriesKey, RolledSeries> series, long version, int firstPart) {
        List<SeriesKey> keys = series.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        List<StoredChunk> chunks = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += Layout.MAX_SERIES) {
            List<SeriesKey> some = keys.subList(from, Math.min(keys.size(), from + Layout.MAX_SERIES));
            KnownLayout layout = KnownLayout.of(new Layout(some));
            layouts.put(layout);
            EncodedChunk chunk = encode(some.stream().map(series::get).toList());
            chunks.add(new StoredChunk(
                    spot.hostId(),
                    spot.startMillis(),
                    spot.nodeId(),
                    firstPart + chunks.size(),
                    layout.id(),
                    version,
                    chunk.head(),
                    chunk.payload()));
        }
        return chunks;
    }

    /// What chunks have of some series.
    NavigableMap<SeriesKey, RolledSeries> read(List<StoredChunk> chunks, Set<SeriesKey> wanted)
            throws CorruptChunkException {
        NavigableMap<SeriesKey, RolledSeries> series = new TreeMap<>();
        for (StoredChunk chunk : chunks) {
            ChunkHead head = ChunkHead.read(chunk.head());
            byte[] payload = chunk.content();
            long[] times = head.times();
            List<SeriesKey> keys = layouts.require(chunk.layoutId()).layout().series();
            if (head.columns() != keys.size() * RollupColumns.PER_SERIES) {
                throw new CorruptChunkException(
                        "rollup has " + head.columns() + " columns, its layout " + keys.size() + " series");
            }
            for (int i = 0; i < keys.size(); i++) {
                if (!wanted.contains(keys.get(i))) {
                    continue;
                }
                double[][] four = new double[RollupColumns.PER_SERIES][times.length];
                for (int k = 0; k < four.length; k++) {
                    int column = i * RollupColumns.PER_SERIES + k;
                    head.decode(column, payload, head.offset(column), four[k]);
                }
                series.computeIfAbsent(keys.get(i), key -> new RolledSeries()).add(times, four);
            }
        }
        return series;
    }

    private EncodedChunk encode(List<RolledSeries> series) {
        long[] times = times(series);
        double[][] columns = new double[series.size() * RollupColumns.PER_SERIES][times.length];
        for (int i = 0; i < series.size(); i++) {
            int first = i * RollupColumns.PER_SERIES;
            fill(series.get(i), times, Arrays.copyOfRange(columns, first, first + RollupColumns.PER_SERIES));
        }
        return writer.encode(times, times.length, columns, columns.length);
    }

    private static long[] times(List<RolledSeries> series) {
        NavigableSet<Long> times = new TreeSet<>();
        series.forEach(one -> one.forEach(row -> times.add(row.timeMillis())));
        return times.stream().mapToLong(Long::longValue).toArray();
    }

    private static void fill(RolledSeries series, long[] times, double[][] four) {
        for (double[] column : four) {
            Arrays.fill(column, Double.NaN);
        }
        series.forEach(bucket -> {
            int row = Arrays.binarySearch(times, bucket.timeMillis());
            four[RollupColumns.MIN][row] = bucket.min();
            four[RollupColumns.MAX][row] = bucket.max();
            four[RollupColumns.SUM][row] = bucket.sum();
            four[RollupColumns.COUNT][row] = bucket.count();
        });
    }
}
