package io.nocturne.server.series.store.read;

import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.Resolution;
import io.nocturne.server.series.SeriesQuery.RangeRequest;
import io.nocturne.server.series.SeriesQuery.SeriesSink;
import io.nocturne.server.series.StepMerge;
import io.nocturne.server.series.Steps;
import io.nocturne.server.series.codec.CorruptChunkException;
import io.nocturne.server.series.store.chunk.ChunkColumns;
import io.nocturne.server.series.store.journal.HeadWindow;
import io.nocturne.server.series.store.rollup.Buckets;
import io.nocturne.server.series.store.rollup.RolledSeries;
import io.nocturne.server.series.store.rollup.RollupColumns;
import io.nocturne.server.series.store.rollup.Spans;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/// What is read of one host for one request, put together into series.
///
/// **Threads** - confined to the caller's.
final class HostSeries {

    private final RangeRequest request;
    private final UUID hostId;
    private final Spans raw;
    private final HostSamples samples;
    private final Map<SeriesKey, RolledSeries> rolled = new TreeMap<>();

    /// **Shape** - `raw` is where samples count and what was rolled up does not.
    HostSeries(RangeRequest request, UUID hostId, Spans raw, HostSamples samples) {
        this.request = request;
        this.hostId = hostId;
        this.raw = raw;
        this.samples = samples;
    }

    void addSamples(ChunkColumns chunk) throws CorruptChunkException {
        samples.add(chunk);
    }

    /// Adds what the head has, once all chunks are there.
    void addHead(List<HeadWindow> windows) {
        samples.add(windows);
    }

    void addRolled(ChunkColumns chunk, WantedSeries wanted) throws CorruptChunkException {
        long[] times = chunk.head().times();
        for (WantedSeries.Column column : wanted.of(chunk.chunk().layoutId())) {
            double[][] four = new double[RollupColumns.PER_SERIES][times.length];
            for (int i = 0; i < four.length; i++) {
                chunk.decode(column.position() * RollupColumns.PER_SERIES + i, four[i]);
            }
            rolled.computeIfAbsent(column.key(), key -> new RolledSeries()).add(times, four);
        }
    }

    void finish(SeriesSink sink) {
        Set<SeriesKey> keys = new TreeSet<>(samples.series().keySet());
        keys.addAll(rolled.keySet());
        for (SeriesKey key : keys) {
            Steps steps = steps(key);
            if (steps.size() > 0) {
                sink.accept(hostId, key, steps);
            }
        }
    }

    private Steps steps(SeriesKey key) {
        StepMerge merge = new StepMerge(request.stepMillis(), expectedSteps());
        RawSeries taken = samples.series().getOrDefault(key, new RawSeries());
        long from = request.range().from().toEpochMilli();
        long to = request.range().to().toEpochMilli();
        if (request.resolution() == Resolution.RAW) {
            taken.forEach(from, to, (time, value, exponent) -> merge.add(time, value));
            return merge.finish();
        }
        RolledSeries buckets = rolled.getOrDefault(key, new RolledSeries()).without(raw);
        for (Spans.Span span : raw.spans()) {
            buckets.add(rollUp(taken, span));
        }
        buckets.forEach(from, to, merge);
        return merge.finish();
    }

    private int expectedSteps() {
        long step = request.stepMillis();
        return step == 0 ? 256 : (int) Math.min(request.range().span().toMillis() / step + 1, 100_000);
    }

    private Buckets rollUp(RawSeries taken, Spans.Span span) {
        Buckets minutes = Buckets.minutes(span.fromMillis(), span.toMillis());
        taken.forEach(span.fromMillis(), span.toMillis(), minutes::add);
        minutes.finish();
        return request.resolution() == Resolution.ONE_HOUR ? minutes.hours() : minutes;
    }
}
