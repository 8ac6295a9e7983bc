package io.nocturne.server.series.store;

import io.nocturne.server.platform.database.DiskSync;
import io.nocturne.server.series.store.chunk.ChunkTables;
import io.nocturne.server.series.store.chunk.ChunkTables.Spot;
import io.nocturne.server.series.store.chunk.LayoutStore;
import io.nocturne.server.series.store.chunk.PeriodTables;
import io.nocturne.server.series.store.chunk.StoredChunk;
import io.nocturne.server.series.store.chunk.Tier;
import io.nocturne.server.series.store.journal.ChunkMaker;
import io.nocturne.server.series.store.journal.HeadWindow;
import io.nocturne.server.series.store.journal.JournalTable;
import io.nocturne.server.series.store.rollup.UnrolledBlocks;
import io.nocturne.server.series.store.rollup.UnrolledBlocks.Block;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;

/// Turns what the journal has into chunks, and empties the journal, in one transaction.
///
/// **Threads** - confined to the upkeep's.
final class Sealer {

    private static final int SPOTS_AT_ONCE = 100;
    private static final Comparator<Spot> ORDER =
            Comparator.comparingLong(Spot::startMillis).thenComparing(Spot::hostId);

    private final ChunkTables chunks;
    private final PeriodTables periods;
    private final JournalTable journal;
    private final UnrolledBlocks unrolled;
    private final ChunkMaker maker;
    private final TransactionTemplate transaction;
    private final DiskSync disk;
    private final int nodeId;

    Sealer(StoreTables tables, LayoutStore layouts, TransactionTemplate transaction, DiskSync disk) {
        this.chunks = tables.chunks();
        this.periods = tables.periods();
        this.journal = tables.journal();
        this.unrolled = tables.unrolled();
        this.maker = new ChunkMaker(layouts);
        this.transaction = transaction;
        this.disk = disk;
        this.nodeId = tables.nodeId();
    }

    /// When this returns, everything up to the cut's segment is in chunks, and on disk.
    ///
    /// **Errors** - an exception means that nothing has changed.
    void seal(long throughSegment, List<HeadWindow> windows, Map<UUID, byte[]> sequences) {
        Map<Spot, List<HeadWindow>> bySpot = new TreeMap<>(ORDER);
        for (HeadWindow window : windows) {
            Spot spot = new Spot(window.hostId(), window.startMillis(), nodeId);
            bySpot.computeIfAbsent(spot, key -> new ArrayList<>()).add(window);
        }
        bySpot.keySet().stream().map(Spot::startMillis).distinct().forEach(start -> {
            periods.make(Tier.RAW, start);
            periods.make(Tier.PROCESS, start);
        });
        Map<Block, Long> touched = new HashMap<>();
        bySpot.keySet()
                .forEach(spot -> unrolled.touched(spot.hostId(), spot.startMillis())
                        .forEach((block, from) -> touched.merge(block, from, Math::min)));
        transaction.executeWithoutResult(status -> {
            List<Spot> spots = List.copyOf(bySpot.keySet());
            for (int from = 0; from < spots.size(); from += SPOTS_AT_ONCE) {
                write(spots.subList(from, Math.min(spots.size(), from + SPOTS_AT_ONCE)), bySpot, throughSegment);
            }
            unrolled.write(touched);
            journal.putSequences(sequences);
            journal.trim(throughSegment);
        });
        disk.await();
        unrolled.apply(touched);
    }

    private void write(Collection<Spot> spots, Map<Spot, List<HeadWindow>> windows, long throughSegment) {
        List<StoredChunk> samples = new ArrayList<>();
        List<StoredChunk> processes = new ArrayList<>();
        for (Spot spot : spots) {
            List<HeadWindow> its = windows.getOrDefault(spot, List.of());
            samples.addAll(maker.samples(spot, its, before(Tier.RAW, spot), throughSegment));
            processes.addAll(maker.processes(spot, its, before(Tier.PROCESS, spot), throughSegment));
        }
        chunks.replace(Tier.RAW, spots, samples);
        chunks.replace(Tier.PROCESS, spots, processes);
    }

    private List<StoredChunk> before(Tier tier, Spot spot) {
        return chunks.find(tier, spot.hostId(), spot.startMillis(), spot.startMillis() + 1).stream()
                .filter(chunk -> chunk.nodeId() == nodeId)
                .toList();
    }
}
