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
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
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

    private final ChunkTables chunks;
    private final PeriodTables periods;
    private final UnrolledBlocks unrolled;
    private final LayoutStore layouts;
    private final RollupChunks rollups;
    private final StoreTransaction transaction;
    private final DiskSync disk;
    private final Clock clock;

    public Roller(
            ChunkTables chunks,
            PeriodTables periods,
            UnrolledBlocks unrolled,
            LayoutStore layouts,
            StoreTransaction transaction,
            DiskSync disk,
            Clock clock) {
        this.chunks = chunks;
        this.periods = periods;
        this.unrolled = unrolled;
        this.layouts = layouts;
        this.rollups = new RollupChunks(layouts);
        this.transaction = transaction;
        this.disk = disk;
        this.clock = clock;
    }

    /// Rolls each block up to its goal.
    ///
    /// **Errors** - an exception means that it is open what has changed; rolling them again is harmless.
    public void roll(Map<Block, Long> goals) {
        if (transaction.settle()) {
            unrolled.reload();
        }
        List<StoredChunk> minutes = new ArrayList<>();
        Map<Spot, List<Rolled>> hours =
                new TreeMap<>(Comparator.comparingLong(Spot::startMillis).thenComparing(Spot::hostId));
        long version = clock.millis();
        goals.forEach((block, goal) -> {
            Rolled rolled = minutesOf(block, goal);
            minutes.addAll(rollups.write(spot(Tier.ONE_MINUTE, block), rolled.minutes(), version));
            hours.computeIfAbsent(spot(Tier.ONE_HOUR, block), spot -> new ArrayList<>())
                    .add(rolled);
        });
        List<StoredChunk> hourChunks = new ArrayList<>();
        hours.forEach((spot, blocks) -> hourChunks.addAll(rollups.write(spot, merged(spot, blocks), version)));
        goals.keySet().forEach(block -> {
            periods.make(Tier.ONE_MINUTE, block.startMillis());
            periods.make(Tier.ONE_HOUR, block.startMillis());
        });
        transaction.run(() -> {
            chunks.replace(
                    Tier.ONE_MINUTE,
                    goals.keySet().stream()
                            .map(block -> spot(Tier.ONE_MINUTE, block))
                            .toList(),
                    minutes);
            chunks.replace(Tier.ONE_HOUR, hours.keySet(), hourChunks);
            unrolled.write(goals);
        });
        disk.await();
        unrolled.apply(goals);
    }

    private Rolled minutesOf(Block block, long goal) {
        NavigableMap<SeriesKey, Buckets> buckets = new TreeMap<>();
        for (StoredChunk chunk : chunks.find(Tier.RAW, block.hostId(), block.startMillis(), goal)) {
            try {
                add(chunk, block, goal, buckets);
            } catch (CorruptChunkException e) {
                log.error(
                        "a stored chunk of host {} from {} on cannot be read; the rollups lack it: {}",
                        block.hostId(),
                        Instant.ofEpochMilli(chunk.startMillis()),
                        e.getMessage());
            }
        }
        NavigableMap<SeriesKey, RolledSeries> minutes = new TreeMap<>();
        NavigableMap<SeriesKey, RolledSeries> hours = new TreeMap<>();
        buckets.forEach((key, its) -> {
            its.finish();
            minutes.put(key, RolledSeries.of(its));
            hours.put(key, RolledSeries.of(its.hours()));
        });
        return new Rolled(block, minutes, hours);
    }

    private void add(StoredChunk chunk, Block block, long goal, NavigableMap<SeriesKey, Buckets> buckets)
            throws CorruptChunkException {
        ChunkHead head = ChunkHead.read(chunk.head());
        byte[] payload = chunk.content();
        long[] times = head.times();
        double[] values = new double[times.length];
        List<SeriesKey> keys = layouts.require(chunk.layoutId()).layout().series();
        for (int column = 0; column < keys.size(); column++) {
            int exponent = head.decode(column, payload, head.offset(column), values);
            Buckets its = buckets.computeIfAbsent(keys.get(column), key -> Buckets.minutes(block.startMillis(), goal));
            for (int row = 0; row < times.length; row++) {
                if (!Double.isNaN(values[row])) {
                    its.add(times[row], values[row], exponent);
                }
            }
        }
    }

    /// What stands in the hours' chunk already, with the blocks' hours in the place of those that it had.
    private NavigableMap<SeriesKey, RolledSeries> merged(Spot spot, List<Rolled> blocks) {
        NavigableMap<SeriesKey, RolledSeries> hours = stored(spot);
        for (Rolled rolled : blocks) {
            long start = rolled.block().startMillis();
            Spans whole = new Spans(List.of(new Span(start, start + Tier.ONE_MINUTE.widthMillis())));
            hours.values().forEach(series -> series.without(whole));
            rolled.hours()
                    .forEach((key, series) -> hours.computeIfAbsent(key, its -> new RolledSeries())
                            .addAll(series));
        }
        return hours;
    }

    private NavigableMap<SeriesKey, RolledSeries> stored(Spot spot) {
        List<StoredChunk> before =
                chunks.find(Tier.ONE_HOUR, spot.hostId(), spot.startMillis(), spot.startMillis() + 1);
        try {
            return rollups.read(before);
        } catch (CorruptChunkException e) {
            log.error(
                    "the hours of host {} from {} on are damaged; they are made anew from the minutes: {}",
                    spot.hostId(),
                    Instant.ofEpochMilli(spot.startMillis()),
                    e.getMessage());
            return fromMinutes(spot);
        }
    }

    private NavigableMap<SeriesKey, RolledSeries> fromMinutes(Spot spot) {
        NavigableMap<SeriesKey, RolledSeries> hours = new TreeMap<>();
        long end = spot.startMillis() + Tier.ONE_HOUR.widthMillis();
        for (StoredChunk chunk : chunks.find(Tier.ONE_MINUTE, spot.hostId(), spot.startMillis(), end)) {
            try {
                rollups.read(List.of(chunk))
                        .forEach((key, minutes) -> hours.computeIfAbsent(key, its -> new RolledSeries())
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

    private record Rolled(
            Block block, NavigableMap<SeriesKey, RolledSeries> minutes, NavigableMap<SeriesKey, RolledSeries> hours) {}
}
