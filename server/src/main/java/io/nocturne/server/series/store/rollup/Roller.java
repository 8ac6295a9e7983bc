package io.nocturne.server.series.store.rollup;

import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.platform.database.DiskSync;
import io.nocturne.server.series.codec.ChunkHead;
import io.nocturne.server.series.codec.CorruptChunkException;
import io.nocturne.server.series.store.chunk.ChunkTables;
import io.nocturne.server.series.store.chunk.ChunkTables.Spot;
import io.nocturne.server.series.store.chunk.LayoutStore;
import io.nocturne.server.series.store.chunk.PeriodTables;
import io.nocturne.server.series.store.chunk.StoredChunk;
import io.nocturne.server.series.store.chunk.Tier;
import io.nocturne.server.series.store.journal.StoreTransaction;
import io.nocturne.server.series.store.rollup.Spans.Span;
import io.nocturne.server.series.store.rollup.UnrolledBlocks.Block;
import io.nocturne.server.series.store.rollup.UnrolledBlocks.Goal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes minutes out of raw chunks and hours out of the minutes.
///
/// A block is always made anew from all its samples, so doing it twice, or after late samples, is harmless.
///
/// **Threads** - confined to the upkeep's.
public final class Roller {

    private static final Logger log = LoggerFactory.getLogger(Roller.class);

    /// Rollups belong to no server: whoever leads makes them.
    public static final int NODE = 0;

    /// Six hours of minutes of so many series take 12 MB, three times over while they are packed.
    private static final int SERIES_A_PART = 1_000;

    /// The hours of so many take 10 MB until they are written.
    private static final int SERIES_AT_ONCE = 20_000;

    private final ChunkTables chunks;
    private final PeriodTables periods;
    private final UnrolledBlocks unrolled;
    private final LayoutStore layouts;
    private final RollupChunks rollups;
    private final StoreTransaction transaction;
    private final DiskSync disk;
    private final Clock clock;
    private final int maxSeries;

    /// With so many series at most of each block, and of its hours: the rollup of one host must not keep that of all
    /// others waiting.
    public Roller(
            ChunkTables chunks,
            PeriodTables periods,
            UnrolledBlocks unrolled,
            LayoutStore layouts,
            StoreTransaction transaction,
            DiskSync disk,
            Clock clock,
            int maxSeries) {
        this.chunks = chunks;
        this.periods = periods;
        this.unrolled = unrolled;
        this.layouts = layouts;
        this.rollups = new RollupChunks(layouts);
        this.transaction = transaction;
        this.disk = disk;
        this.clock = clock;
        this.maxSeries = maxSeries;
    }

    /// Rolls each block up to its goal, so many at once as fit into little memory. A block that new samples come for
    /// meanwhile waits on.
    ///
    /// **Errors** - an exception means that it is open what has changed; rolling them again is harmless.
    public void roll(Map<Block, Goal> goals) {
        if (transaction.settle()) {
            unrolled.reload();
        }
        Batch batch = new Batch(clock.millis());
        for (Map.Entry<Block, Goal> entry : goals.entrySet()) {
            batch.series += minutes(entry.getKey(), entry.getValue(), batch);
            if (batch.series >= SERIES_AT_ONCE) {
                write(batch);
                batch = new Batch(clock.millis());
            }
        }
        if (!batch.goals.isEmpty()) {
            write(batch);
        }
    }

    private void write(Batch batch) {
        List<StoredChunk> hourChunks = new ArrayList<>();
        batch.hours.forEach((spot, blocks) -> hours(spot, blocks, batch.version, hourChunks));
        batch.goals.keySet().forEach(block -> {
            periods.make(Tier.ONE_MINUTE, block.startMillis());
            periods.make(Tier.ONE_HOUR, block.startMillis());
        });
        Map<Block, Goal> reached = new HashMap<>();
        transaction.run(() -> {
            chunks.replace(
                    Tier.ONE_MINUTE,
                    batch.goals.keySet().stream()
                            .map(block -> spot(Tier.ONE_MINUTE, block))
                            .toList(),
                    batch.minutes);
            chunks.replace(Tier.ONE_HOUR, batch.hours.keySet(), hourChunks);
            reached.putAll(unrolled.roll(batch.goals));
        });
        disk.await();
        unrolled.rolled(reached);
        if (reached.size() < batch.goals.size()) {
            unrolled.reload();
        }
    }

    /// Makes a block's minutes, some series at a time, and returns how many series it has. What stays in memory is its
    /// hours, and its minutes packed.
    private int minutes(Block block, Goal goal, Batch batch) {
        long until = goal.toMillis();
        NavigableMap<SeriesKey, RolledSeries> hours = new TreeMap<>();
        Spot spot = spot(Tier.ONE_MINUTE, block);
        List<StoredChunk> packed = new ArrayList<>();
        for (Set<SeriesKey> some : slices(
                firstKeysOf(block, chunks.heads(Tier.RAW, List.of(block.hostId()), block.startMillis(), until)))) {
            NavigableMap<SeriesKey, RolledSeries> minutes = new TreeMap<>();
            buckets(block, until, some).forEach((key, rolled) -> {
                rolled.finish();
                minutes.put(key, RolledSeries.of(rolled));
                hours.put(key, RolledSeries.of(rolled.hours()));
            });
            packed.addAll(rollups.write(spot, minutes, batch.version, packed.size()));
        }
        batch.minutes.addAll(packed);
        batch.goals.put(block, goal);
        batch.hours
                .computeIfAbsent(spot(Tier.ONE_HOUR, block), key -> new ArrayList<>())
                .add(new Rolled(block, hours));
        return hours.size();
    }

    private Map<SeriesKey, Buckets> buckets(Block block, long goal, Set<SeriesKey> wanted) {
        Map<SeriesKey, Buckets> buckets = new HashMap<>();
        Map<String, List<Column>> columns = new HashMap<>();
        // One ten minutes' payload at a time.
        for (long start = block.startMillis(); start < goal; start += Tier.RAW.widthMillis()) {
            for (StoredChunk chunk : chunks.find(Tier.RAW, block.hostId(), start, start + Tier.RAW.widthMillis())) {
                try {
                    List<Column> some =
                            columns.computeIfAbsent(chunk.layoutId(), layoutId -> columns(layoutId, wanted));
                    add(chunk, block, goal, some, buckets);
                } catch (CorruptChunkException e) {
                    log.error(
                            "a stored chunk of host {} from {} on cannot be read; the rollups lack it: {}",
                            block.hostId(),
                            Instant.ofEpochMilli(chunk.startMillis()),
                            e.getMessage());
                }
            }
        }
        return buckets;
    }

    private NavigableSet<SeriesKey> keysOf(Collection<StoredChunk> heads) {
        NavigableSet<SeriesKey> keys = new TreeSet<>();
        heads.stream()
                .map(StoredChunk::layoutId)
                .distinct()
                .forEach(id -> keys.addAll(layouts.require(id).layout().series()));
        return keys;
    }

    /// Those that came first, up to [#maxSeries].
    private NavigableSet<SeriesKey> firstKeysOf(Block block, Collection<StoredChunk> heads) {
        NavigableSet<SeriesKey> keys = new TreeSet<>();
        boolean isWhole = heads.stream()
                .map(StoredChunk::layoutId)
                .distinct()
                .map(id -> addSome(layouts.require(id).layout().series(), keys))
                .reduce(true, Boolean::logicalAnd);
        if (!isWhole) {
            log.warn(
                    "host {} has more than {} series in the hours from {} on; the others have samples, but no minutes and hours. Something on it makes ever new series: look at its attributes",
                    block.hostId(),
                    maxSeries,
                    Instant.ofEpochMilli(block.startMillis()));
        }
        return keys;
    }

    private boolean addSome(Collection<SeriesKey> more, Set<SeriesKey> keys) {
        boolean isWhole = true;
        for (SeriesKey key : more) {
            if (keys.size() < maxSeries) {
                keys.add(key);
            } else if (!keys.contains(key)) {
                isWhole = false;
            }
        }
        return isWhole;
    }

    private static List<Set<SeriesKey>> slices(NavigableSet<SeriesKey> keys) {
        List<SeriesKey> all = List.copyOf(keys);
        List<Set<SeriesKey>> slices = new ArrayList<>();
        for (int from = 0; from < all.size(); from += SERIES_A_PART) {
            slices.add(new HashSet<>(all.subList(from, Math.min(all.size(), from + SERIES_A_PART))));
        }
        return slices;
    }

    private List<Column> columns(String layoutId, Set<SeriesKey> wanted) {
        List<SeriesKey> keys = layouts.require(layoutId).layout().series();
        List<Column> columns = new ArrayList<>();
        for (int at = 0; at < keys.size(); at++) {
            if (wanted.contains(keys.get(at))) {
                columns.add(new Column(at, keys.get(at)));
            }
        }
        return columns;
    }

    private static void add(
            StoredChunk chunk, Block block, long goal, List<Column> columns, Map<SeriesKey, Buckets> buckets)
            throws CorruptChunkException {
        ChunkHead head = ChunkHead.read(chunk.head());
        byte[] payload = chunk.content();
        long[] times = head.times();
        double[] values = new double[times.length];
        for (Column column : columns) {
            int exponent = head.decode(column.at(), payload, head.offset(column.at()), values);
            Buckets into = buckets.computeIfAbsent(column.key(), key -> Buckets.minutes(block.startMillis(), goal));
            for (int row = 0; row < times.length; row++) {
                if (!Double.isNaN(values[row])) {
                    into.add(times[row], values[row], exponent);
                }
            }
        }
    }

    /// Makes an hours' chunk of what stands in it already, with the blocks' hours in the place of those that it had.
    private void hours(Spot spot, List<Rolled> blocks, long version, List<StoredChunk> into) {
        List<StoredChunk> before =
                chunks.find(Tier.ONE_HOUR, spot.hostId(), spot.startMillis(), spot.startMillis() + 1);
        NavigableSet<SeriesKey> keys = keysOf(before);
        blocks.forEach(rolled -> addSome(rolled.hours().keySet(), keys));
        List<StoredChunk> packed = new ArrayList<>();
        for (Set<SeriesKey> some : slices(keys)) {
            packed.addAll(rollups.write(spot, merged(spot, before, blocks, some), version, packed.size()));
        }
        into.addAll(packed);
    }

    private NavigableMap<SeriesKey, RolledSeries> merged(
            Spot spot, List<StoredChunk> before, List<Rolled> blocks, Set<SeriesKey> wanted) {
        NavigableMap<SeriesKey, RolledSeries> hours = stored(spot, before, wanted);
        for (Rolled rolled : blocks) {
            long start = rolled.block().startMillis();
            Spans whole = new Spans(List.of(new Span(start, start + Tier.ONE_MINUTE.widthMillis())));
            hours.values().forEach(series -> series.without(whole));
            rolled.hours().forEach((key, series) -> {
                if (wanted.contains(key)) {
                    hours.computeIfAbsent(key, _ -> new RolledSeries()).addAll(series);
                }
            });
        }
        return hours;
    }

    private NavigableMap<SeriesKey, RolledSeries> stored(Spot spot, List<StoredChunk> before, Set<SeriesKey> wanted) {
        try {
            return rollups.read(before, wanted);
        } catch (CorruptChunkException e) {
            log.error(
                    "the hours of host {} from {} on are damaged; they are made anew from the minutes: {}",
                    spot.hostId(),
                    Instant.ofEpochMilli(spot.startMillis()),
                    e.getMessage());
            return fromMinutes(spot, wanted);
        }
    }

    private NavigableMap<SeriesKey, RolledSeries> fromMinutes(Spot spot, Set<SeriesKey> wanted) {
        NavigableMap<SeriesKey, RolledSeries> hours = new TreeMap<>();
        long end = spot.startMillis() + Tier.ONE_HOUR.widthMillis();
        for (StoredChunk chunk : chunks.find(Tier.ONE_MINUTE, spot.hostId(), spot.startMillis(), end)) {
            try {
                rollups.read(List.of(chunk), wanted)
                        .forEach((key, minutes) -> hours.computeIfAbsent(key, _ -> new RolledSeries())
                                .addAll(minutes.hours()));
            } catch (CorruptChunkException e) {
                log.error(
                        "the minutes of host {} from {} on are damaged too; their hours are lost: {}",
                        spot.hostId(),
                        Instant.ofEpochMilli(chunk.startMillis()),
                        e.getMessage());
            }
        }
        return hours;
    }

    private static Spot spot(Tier tier, Block block) {
        return new Spot(block.hostId(), tier.startOf(block.startMillis()), NODE);
    }

    /// A series and where it stands in a layout.
    private record Column(int at, SeriesKey key) {}

    private record Rolled(Block block, NavigableMap<SeriesKey, RolledSeries> hours) {}

    /// What one transaction writes.
    private static final class Batch {

        private final long version;
        private final Map<Block, Goal> goals = new HashMap<>();
        private final List<StoredChunk> minutes = new ArrayList<>();
        private final Map<Spot, List<Rolled>> hours =
                new TreeMap<>(Comparator.comparingLong(Spot::startMillis).thenComparing(Spot::hostId));
        private int series;

        Batch(long version) {
            this.version = version;
        }
    }
}
