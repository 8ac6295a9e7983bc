package io.nocturne.server.series.store.read;

import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.ingest.SeriesMatch;
import io.nocturne.server.series.RecentSamples;
import io.nocturne.server.series.SeriesQuery;
import io.nocturne.server.series.SeriesQuery.RangeRequest;
import io.nocturne.server.series.Steps;
import io.nocturne.server.series.codec.CorruptChunkException;
import io.nocturne.server.series.store.chunk.ChunkColumns;
import io.nocturne.server.series.store.chunk.LayoutStore;
import io.nocturne.server.series.store.journal.Head;
import io.nocturne.server.series.store.journal.HeadWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Answers from the head and the chunks in memory, and from the database where they do not reach.
///
/// A reader looks at the head first, as [PackedQuery] does: what a seal takes out of it meanwhile is then found in
/// the chunks.
///
/// **Threads** - safe.
public final class RecentQuery implements RecentSamples {

    private final int nodeId;
    private final Head head;
    private final KeptChunks kept;
    private final LayoutStore layouts;
    private final SeriesQuery all;

    public RecentQuery(int nodeId, Head head, KeptChunks kept, LayoutStore layouts, SeriesQuery all) {
        this.nodeId = nodeId;
        this.head = head;
        this.kept = kept;
        this.layouts = layouts;
        this.all = all;
    }

    @Override
    public List<RecentSeries> recent(UUID hostId, SeriesMatch match, TimeRange window) {
        long from = window.from().toEpochMilli();
        long to = window.to().toEpochMilli();
        List<HeadWindow> open = head.windows(hostId);
        Optional<List<ChunkColumns>> chunks = kept.of(hostId, from, to);
        if (chunks.isPresent()) {
            HostSamples samples = new HostSamples(new WantedSeries(match, layouts), nodeId, from, to);
            try {
                for (ChunkColumns chunk : chunks.get()) {
                    samples.add(chunk);
                }
                samples.add(open);
                return collect(samples, from, to);
            } catch (CorruptChunkException e) {
                // The database has the same: whoever reads it there leaves it out, and tells an operator.
            }
        }
        return fromDatabase(hostId, match, window);
    }

    private static List<RecentSeries> collect(HostSamples samples, long from, long to) {
        List<RecentSeries> found = new ArrayList<>(samples.series().size());
        samples.series().forEach((key, series) -> {
            Collected collected = new Collected(series.rows());
            series.forEach(from, to, (time, value, _) -> collected.add(time, value));
            collected.addTo(found, key);
        });
        return found;
    }

    private List<RecentSeries> fromDatabase(UUID hostId, SeriesMatch match, TimeRange window) {
        List<RecentSeries> found = new ArrayList<>();
        RangeRequest request = new RangeRequest(
                List.of(hostId), List.copyOf(match.metrics()), match.attributes(), window, Resolution.RAW, 0);
        all.read(request, (_, key, steps) -> collect(steps).addTo(found, key));
        return found;
    }

    private static Collected collect(Steps samples) {
        Collected collected = new Collected(samples.size());
        for (int i = 0; i < samples.size(); i++) {
            collected.add(samples.timeMillis(i), samples.min(i));
        }
        return collected;
    }

    /// Samples of a series, ascending by time. Two layouts may have the same one: the first counts.
    private static final class Collected {

        private final long[] times;
        private final double[] values;
        private int size;

        Collected(int most) {
            this.times = new long[most];
            this.values = new double[most];
        }

        void add(long timeMillis, double value) {
            if (size == 0 || times[size - 1] != timeMillis) {
                times[size] = timeMillis;
                values[size++] = value;
            }
        }

        void addTo(List<RecentSeries> found, SeriesKey key) {
            if (size > 0) {
                found.add(new RecentSeries(key, Arrays.copyOf(times, size), Arrays.copyOf(values, size)));
            }
        }
    }
}
