package io.nocturne.server.series.store;

import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.series.codec.ChunkWriter;
import io.nocturne.server.series.codec.EncodedChunk;
import io.nocturne.server.series.store.chunk.ChunkTables.Spot;
import io.nocturne.server.series.store.chunk.LayoutStore;
import io.nocturne.server.series.store.chunk.StoredChunk;
import io.nocturne.server.series.store.chunk.Tier;
import io.nocturne.server.series.store.rollup.Buckets;
import io.nocturne.server.series.store.rollup.RolledSeries;
import io.nocturne.server.series.store.rollup.Roller;
import io.nocturne.server.series.store.rollup.RollupChunks;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/// Makes a template host's chunks as the server would: raw ones of its values, rollups of the same values by
/// [Buckets], encoded by [RollupChunks].
///
/// **Threads** - confined to one; keeps its buffers.
final class HistoryChunks {

    /// Whoever stores a chunk puts a host's id in its place.
    private static final UUID NOBODY = new UUID(0, 0);
    /// What is written now; later seals write higher ones.
    private static final long RAW_VERSION = 0;

    private final HistoryPlan plan;
    private final HistoryValues values;
    private final RollupChunks rollups;
    private final LayoutStore layouts;
    private final long rolledAtMillis;
    private final ChunkWriter writer = new ChunkWriter();

    HistoryChunks(HistoryPlan plan, HistoryValues values, LayoutStore layouts, long rolledAtMillis) {
        this.plan = plan;
        this.values = values;
        this.layouts = layouts;
        this.rollups = new RollupChunks(layouts);
        this.rolledAtMillis = rolledAtMillis;
    }

    /// **Shape** - the parts of one spot.
    List<StoredChunk> at(Tier tier, int host, long startMillis, int nodeId) {
        if (tier == Tier.RAW) {
            return List.of(raw(host, startMillis, nodeId));
        }
        long to = Math.min(startMillis + tier.widthMillis(), plan.rolledMillis());
        NavigableMap<SeriesKey, RolledSeries> rolled = new TreeMap<>();
        for (long from = startMillis; from < to; from += Tier.ONE_MINUTE.widthMillis()) {
            add(rolled, tier, host, from, Math.min(to, from + Tier.ONE_MINUTE.widthMillis()));
        }
        return rollups.write(new Spot(NOBODY, startMillis, Roller.NODE), rolled, rolledAtMillis);
    }

    private StoredChunk raw(int host, long startMillis, int nodeId) {
        long first = values.numberFrom(host, startMillis);
        long[] times = times(host, first, startMillis + Tier.RAW.widthMillis());
        KnownLayout layout = KnownLayout.of(values.layout(host));
        layouts.put(layout);
        double[][] columns = new double[layout.layout().series().size()][times.length];
        for (int series = 0; series < columns.length; series++) {
            values.fill(host, series, first, columns[series]);
        }
        EncodedChunk chunk = writer.encode(times, times.length, columns, columns.length);
        return new StoredChunk(NOBODY, startMillis, nodeId, 0, layout.id(), RAW_VERSION, chunk.head(), chunk.payload());
    }

    private void add(NavigableMap<SeriesKey, RolledSeries> rolled, Tier tier, int host, long from, long to) {
        long first = values.numberFrom(host, from);
        long[] times = times(host, first, to);
        double[] column = new double[times.length];
        List<SeriesKey> keys = values.layout(host).series();
        for (int series = 0; series < keys.size(); series++) {
            values.fill(host, series, first, column);
            int exponent = values.exponent(series);
            Buckets minutes = Buckets.minutes(from, to);
            for (int row = 0; row < times.length; row++) {
                minutes.add(times[row], column[row], exponent);
            }
            minutes.finish();
            rolled.computeIfAbsent(keys.get(series), key -> new RolledSeries())
                    .add(tier == Tier.ONE_HOUR ? minutes.hours() : minutes);
        }
    }

    private long[] times(int host, long first, long to) {
        List<Long> times = new ArrayList<>();
        for (long number = first; values.timeMillis(host, number) < to; number++) {
            times.add(values.timeMillis(host, number));
        }
        return times.stream().mapToLong(Long::longValue).toArray();
    }
}
