package io.nocturne.server.series.store.read;

import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.model.series.ProcessTable;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.series.SeriesQuery;
import io.nocturne.server.series.codec.ChunkHead;
import io.nocturne.server.series.codec.CorruptChunkException;
import io.nocturne.server.series.codec.ProcessBlock;
import io.nocturne.server.series.store.chunk.ChunkColumns;
import io.nocturne.server.series.store.chunk.ChunkTables;
import io.nocturne.server.series.store.chunk.ChunkTables.PartBytes;
import io.nocturne.server.series.store.chunk.ChunkTables.PayloadPart;
import io.nocturne.server.series.store.chunk.ChunkTables.Spot;
import io.nocturne.server.series.store.chunk.LayoutStore;
import io.nocturne.server.series.store.chunk.StoredChunk;
import io.nocturne.server.series.store.chunk.Tier;
import io.nocturne.server.series.store.journal.ChunkMaker;
import io.nocturne.server.series.store.journal.Head;
import io.nocturne.server.series.store.journal.HeadWindow;
import io.nocturne.server.series.store.journal.PackedRows;
import io.nocturne.server.series.store.rollup.RollupColumns;
import io.nocturne.server.series.store.rollup.Spans;
import io.nocturne.server.series.store.rollup.Spans.Span;
import io.nocturne.server.series.store.rollup.UnrolledBlocks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers from chunks and from the head together.
///
/// What is being sealed is in both for a moment. A reader therefore looks at the head first; a chunk that it
/// finds afterwards says by its version which of the head's windows it holds already.
///
/// **Threads** - safe.
public final class PackedQuery implements SeriesQuery {

    private static final Logger log = LoggerFactory.getLogger(PackedQuery.class);

    private static final int HOSTS_AT_ONCE = 16;
    private static final int MAX_ATTEMPTS = 5;
    private static final int MAX_TOLD = 1_000;
    private static final long MINUTE_MILLIS = 60_000;
    private static final Duration PROCESS_PATIENCE = Duration.ofMinutes(10);

    private final int nodeId;
    private final ChunkTables chunkTables;
    private final UnrolledBlocks unrolled;
    private final LayoutStore layouts;
    private final Head head;
    private final Set<Spot> told = ConcurrentHashMap.newKeySet();

    public PackedQuery(int nodeId, ChunkTables chunkTables, UnrolledBlocks unrolled, LayoutStore layouts, Head head) {
        this.nodeId = nodeId;
        this.chunkTables = chunkTables;
        this.unrolled = unrolled;
        this.layouts = layouts;
        this.head = head;
    }

    @Override
    public void read(RangeRequest request, SeriesSink sink) {
        List<UUID> hostIds = request.hostIds();
        for (int from = 0; from < hostIds.size(); from += HOSTS_AT_ONCE) {
            List<UUID> some = hostIds.subList(from, Math.min(hostIds.size(), from + HOSTS_AT_ONCE));
            // The connection is given back before the sink, which may wait for a slow client, is called.
            gather(some, request).forEach(series -> series.finish(sink));
        }
    }

    @Override
    public Optional<LatestSnapshot> latest(UUID hostId) {
        Optional<LatestSnapshot> inHead = head.windows(hostId).stream()
                .flatMap(window -> newestOf(window).stream())
                .max(Comparator.comparing(latest -> latest.snapshot().time()));
        List<StoredChunk> chunks = chunkTables.newest(Tier.RAW, hostId, Long.MAX_VALUE);
        Optional<LatestSnapshot> stored = chunks.stream()
                .flatMap(chunk -> newestOf(chunk).stream())
                .max(Comparator.comparing(latest -> latest.snapshot().time()));
        if (inHead.isPresent() && stored.isPresent()) {
            return stored.get()
                            .snapshot()
                            .time()
                            .isAfter(inHead.get().snapshot().time())
                    ? stored
                    : inHead;
        }
        return inHead.or(() -> stored);
    }

    @Override
    public Set<SeriesKey> series(UUID hostId, TimeRange range) {
        Set<SeriesKey> keys = new TreeSet<>();
        long from = range.from().toEpochMilli();
        long to = range.to().toEpochMilli();
        head.windows(hostId).stream()
                .filter(window -> window.overlaps(from, to))
                .forEach(window -> addSeries(window, range, keys));
        for (Tier tier : List.of(Tier.RAW, Tier.ONE_MINUTE, Tier.ONE_HOUR)) {
            int columns = tier == Tier.RAW ? 1 : RollupColumns.PER_SERIES;
            for (StoredChunk chunk : chunkTables.heads(tier, List.of(hostId), tier.startOf(from), to)) {
                addSeries(chunk, columns, keys);
            }
        }
        return keys;
    }

    @Override
    public long[] moments(UUID hostId, TimeRange range, Resolution resolution) {
        if (resolution == Resolution.ONE_HOUR) {
            throw new IllegalArgumentException("moments are those of samples or minutes");
        }
        long from = range.from().toEpochMilli();
        long to = range.to().toEpochMilli();
        HostMoments moments = new HostMoments(range, resolution == Resolution.RAW ? 1 : MINUTE_MILLIS);
        List<HeadWindow> open = head.windows(hostId);
        List<Span> raw = List.of(new Span(from, to));
        if (resolution == Resolution.ONE_MINUTE) {
            raw = unrolled.spans(hostId, open).within(from, to).spans();
            addMoments(Tier.ONE_MINUTE, hostId, new Span(from, to), moments);
        }
        raw.forEach(span -> addMoments(Tier.RAW, hostId, span, moments));
        open.forEach(moments::add);
        return moments.toArray();
    }

    @Override
    public Optional<ProcessTable> processes(UUID hostId, Instant at) {
        long oldest = at.minus(PROCESS_PATIENCE).toEpochMilli();
        List<ProcessTable> found = new ArrayList<>();
        head.windows(hostId).stream()
                .filter(window -> window.overlaps(oldest, at.toEpochMilli() + 1))
                .forEach(window -> found.addAll(ChunkMaker.processTables(window.content())));
        for (StoredChunk chunk :
                chunkTables.find(Tier.PROCESS, hostId, Tier.PROCESS.startOf(oldest), at.toEpochMilli() + 1)) {
            try {
                ProcessBlock.newestAtOrBefore(chunk.content(), at.toEpochMilli())
                        .ifPresent(found::add);
            } catch (CorruptChunkException e) {
                damaged(chunk, e);
            }
        }
        return found.stream()
                .filter(table -> !table.time().isAfter(at) && table.time().toEpochMilli() >= oldest)
                .max(Comparator.comparing(ProcessTable::time));
    }

    private List<HostSeries> gather(List<UUID> hostIds, RangeRequest request) {
        for (int attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
            Reading reading = new Reading(hostIds, request, false);
            if (reading.run()) {
                return reading.series();
            }
        }
        Reading last = new Reading(hostIds, request, true);
        last.run();
        return last.series();
    }

    private static void addSeries(HeadWindow window, TimeRange range, Set<SeriesKey> keys) {
        HeadWindow.Content content = window.content();
        List<SeriesKey> series = window.layout().layout().series();
        for (int i = 0; i < series.size(); i++) {
            int column = i;
            boolean packed =
                    content.packed().stream().anyMatch(chunk -> chunk.head().length(column) > 0);
            if (packed
                    || content.open().stream()
                            .anyMatch(row ->
                                    range.contains(row.time()) && row.values().isPresent(column))) {
                keys.add(series.get(i));
            }
        }
    }

    private void addSeries(StoredChunk chunk, int columnsEach, Set<SeriesKey> keys) {
        try {
            ChunkHead chunkHead = ChunkHead.read(chunk.head());
            List<SeriesKey> series = layouts.require(chunk.layoutId()).layout().series();
            for (int i = 0; i < series.size() && i * columnsEach < chunkHead.columns(); i++) {
                if (chunkHead.length(i * columnsEach) > 0) {
                    keys.add(series.get(i));
                }
            }
        } catch (CorruptChunkException e) {
            damaged(chunk, e);
        }
    }

    private void addMoments(Tier tier, UUID hostId, Span span, HostMoments moments) {
        for (StoredChunk chunk :
                chunkTables.heads(tier, List.of(hostId), tier.startOf(span.fromMillis()), span.toMillis())) {
            try {
                moments.add(ChunkHead.read(chunk.head()));
            } catch (CorruptChunkException e) {
                damaged(chunk, e);
            }
        }
    }

    private static Optional<LatestSnapshot> newestOf(HeadWindow window) {
        HeadWindow.Content content = window.content();
        Optional<Snapshot> open = content.open().stream().max(Comparator.comparing(Snapshot::time));
        Optional<PackedRows> packed = content.packed().stream()
                .max(Comparator.comparingLong(
                        chunk -> chunk.head().time(chunk.head().rows() - 1)));
        if (packed.isPresent()) {
            ChunkHead newest = packed.get().head();
            long time = newest.time(newest.rows() - 1);
            if (open.isEmpty() || open.get().time().toEpochMilli() < time) {
                return lastRow(window.layout(), newest, packed.get().payload());
            }
        }
        return open.map(row -> new LatestSnapshot(window.layout(), new Snapshot(row.time(), row.values())));
    }

    private Optional<LatestSnapshot> newestOf(StoredChunk chunk) {
        try {
            return lastRow(layouts.require(chunk.layoutId()), ChunkHead.read(chunk.head()), chunk.content());
        } catch (CorruptChunkException e) {
            damaged(chunk, e);
            return Optional.empty();
        }
    }

    private static Optional<LatestSnapshot> lastRow(KnownLayout layout, ChunkHead head, byte[] payload) {
        int last = head.rows() - 1;
        double[] column = new double[head.rows()];
        SampleValues.Builder values = new SampleValues.Builder(head.columns());
        try {
            for (int i = 0; i < head.columns(); i++) {
                head.decode(i, payload, head.offset(i), column);
                if (Double.isNaN(column[last])) {
                    values.addAbsent();
                } else {
                    values.add(column[last]);
                }
            }
        } catch (CorruptChunkException e) {
            log.error("the newest snapshot of a host cannot be read: {}", e.getMessage());
            return Optional.empty();
        }
        return Optional.of(
                new LatestSnapshot(layout, new Snapshot(Instant.ofEpochMilli(head.time(last)), values.build())));
    }

    /// Once for each chunk and run: a chart asks for the same ones every few seconds.
    private void damaged(StoredChunk chunk, CorruptChunkException e) {
        Spot spot = new Spot(chunk.hostId(), chunk.startMillis(), chunk.nodeId());
        if (told.size() >= MAX_TOLD || !told.add(spot)) {
            return;
        }
        log.error(
                "a stored chunk of host {} from {} on cannot be read; an answer lacks it: {}",
                chunk.hostId(),
                Instant.ofEpochMilli(chunk.startMillis()),
                e.getMessage());
    }

    /// One attempt at reading some hosts. The last one does without what it cannot get.
    private final class Reading {

        private final boolean isLast;
        private final RangeRequest request;
        private final WantedSeries wanted;
        private final long from;
        private final long to;
        private final Map<UUID, HostSeries> series = new LinkedHashMap<>();
        private final Map<UUID, List<HeadWindow>> windows = new HashMap<>();
        private final Map<Span, List<UUID>> rawSpans =
                new TreeMap<>(Comparator.comparingLong(Span::fromMillis).thenComparingLong(Span::toMillis));

        Reading(List<UUID> hostIds, RangeRequest request, boolean isLast) {
            this.isLast = isLast;
            this.request = request;
            this.wanted = new WantedSeries(request.match(), layouts);
            this.from = request.range().from().toEpochMilli();
            this.to = request.range().to().toEpochMilli();
            for (UUID hostId : hostIds) {
                List<HeadWindow> open = head.windows(hostId);
                windows.put(hostId, open);
                Spans raw = request.resolution() == Resolution.RAW
                        ? new Spans(List.of(new Span(from, to)))
                        : unrolled.spans(hostId, open).within(from, to);
                raw.spans()
                        .forEach(span -> rawSpans.computeIfAbsent(span, key -> new ArrayList<>())
                                .add(hostId));
                series.put(hostId, new HostSeries(request, hostId, raw, new HostSamples(wanted, nodeId, from, to)));
            }
        }

        List<HostSeries> series() {
            return List.copyOf(series.values());
        }

        /// False if a chunk was replaced between the reading of its head and that of its columns.
        boolean run() {
            if (request.resolution() != Resolution.RAW) {
                Tier tier = request.resolution() == Resolution.ONE_HOUR ? Tier.ONE_HOUR : Tier.ONE_MINUTE;
                List<StoredChunk> rolled = chunkTables.heads(tier, series.keySet(), tier.startOf(from), to);
                if (!take(tier, rolled, RollupColumns.PER_SERIES)) {
                    return false;
                }
            }
            for (Map.Entry<Span, List<UUID>> entry : rawSpans.entrySet()) {
                Span span = entry.getKey();
                List<StoredChunk> heads = chunkTables.heads(
                        Tier.RAW, entry.getValue(), Tier.RAW.startOf(span.fromMillis()), span.toMillis());
                if (!take(Tier.RAW, heads, 1)) {
                    return false;
                }
            }
            series.forEach((hostId, target) -> target.addHead(windows.getOrDefault(hostId, List.of())));
            return true;
        }

        private boolean take(Tier tier, List<StoredChunk> heads, int columnsEach) {
            List<ChunkColumns> chunks = new ArrayList<>();
            List<PayloadPart> parts = new ArrayList<>();
            for (StoredChunk chunk : heads) {
                int[] columns = columns(chunk, columnsEach);
                if (columns.length > 0) {
                    try {
                        ChunkColumns columnsOfChunk = new ChunkColumns(chunk, columns);
                        chunks.add(columnsOfChunk);
                        parts.addAll(columnsOfChunk.parts());
                    } catch (CorruptChunkException e) {
                        damaged(chunk, e);
                    }
                }
            }
            List<PartBytes> bytes = chunkTables.parts(tier, parts);
            int next = 0;
            for (ChunkColumns chunk : chunks) {
                int end = next + chunk.parts().size();
                try {
                    if (chunk.take(bytes.subList(next, end))) {
                        add(tier, chunk);
                    } else if (isLast) {
                        throw new CorruptChunkException("its payload is shorter than its head says");
                    } else {
                        return false;
                    }
                } catch (CorruptChunkException e) {
                    damaged(chunk.chunk(), e);
                }
                next = end;
            }
            return true;
        }

        private int[] columns(StoredChunk chunk, int columnsEach) {
            return wanted.of(chunk.layoutId()).stream()
                    .flatMapToInt(column ->
                            IntStream.range(column.position() * columnsEach, (column.position() + 1) * columnsEach))
                    .toArray();
        }

        private void add(Tier tier, ChunkColumns chunk) throws CorruptChunkException {
            HostSeries target = series.get(chunk.chunk().hostId());
            if (target == null) {
                return;
            }
            if (tier == Tier.RAW) {
                target.addSamples(chunk);
            } else {
                target.addRolled(chunk, wanted);
            }
        }
    }
}
