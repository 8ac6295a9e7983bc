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
import io.nocturne.server.series.store.journal.Journal;
import io.nocturne.server.series.store.journal.JournalStream;
import io.nocturne.server.series.store.journal.JournalTable;
import io.nocturne.server.series.store.journal.StoreTransaction;
import io.nocturne.server.series.store.read.KeptChunks;
import io.nocturne.server.series.store.rollup.UnrolledBlocks;
import io.nocturne.server.series.store.rollup.UnrolledBlocks.Touches;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// Turns what the journal has into chunks, piece by piece, and then empties the journal.
///
/// A piece is a transaction. Chunks say by their version up to which segment they go, so a piece that is written again,
/// because the seal failed or nobody knows whether it did, adds nothing twice. The journal's mark moves with the
/// last piece.
///
/// **Threads** - confined to the upkeep's.
final class Sealer {

    private static final Logger log = LoggerFactory.getLogger(Sealer.class);

    private static final long MAX_HELD_BYTES = 256L << 20;

    private static final Comparator<Spot> ORDER =
            Comparator.comparingLong(Spot::startMillis).thenComparing(Spot::hostId);

    private final ChunkTables chunks;
    private final PeriodTables periods;
    private final JournalTable journal;
    private final UnrolledBlocks unrolled;
    private final KeptChunks kept;
    private final ChunkMaker maker;
    private final StoreTransaction transaction;
    private final JournalStream stream;
    private final DiskSync disk;
    private final long pieceBytes;
    private final int nodeId;

    /// **Shape** - `pieceBytes` is about what one transaction writes.
    Sealer(
            StoreTables tables,
            LayoutStore layouts,
            KeptChunks kept,
            JournalStream stream,
            StoreTransaction transaction,
            DiskSync disk,
            long pieceBytes) {
        this.chunks = tables.chunks();
        this.periods = tables.periods();
        this.journal = tables.journal();
        this.unrolled = tables.unrolled();
        this.kept = kept;
        this.maker = new ChunkMaker(layouts);
        this.stream = stream;
        this.transaction = transaction;
        this.disk = disk;
        this.pieceBytes = pieceBytes;
        this.nodeId = tables.nodeId();
    }

    /// When this returns, everything up to the cut's segment is in chunks, and on disk.
    ///
    /// **Errors** - an exception means that it is open how much of it is; a cut that has all of it, and what came
    /// since, may be sealed instead.
    void seal(Journal.Cut cut) {
        if (transaction.settle()) {
            unrolled.reload();
        }
        if (journal.mark().sealed() < cut.segment()) {
            write(cut);
        }
        disk.await();
        trim(cut.segment());
        kept.settle(cut.windows());
    }

    /// What a reader of the stream still needs stays a while longer.
    private void trim(long sealed) {
        long free = stream.free(sealed);
        long through = free == sealed ? sealed : Math.max(free, journal.beyond(sealed, MAX_HELD_BYTES));
        stream.trimming(through);
        journal.trim(through);
    }

    private void write(Journal.Cut cut) {
        Map<Spot, List<HeadWindow>> bySpot = new TreeMap<>(ORDER);
        for (HeadWindow window : cut.windows()) {
            Spot spot = new Spot(window.hostId(), window.startMillis(), nodeId);
            bySpot.computeIfAbsent(spot, key -> new ArrayList<>()).add(window);
        }
        bySpot.keySet().stream().map(Spot::startMillis).distinct().forEach(start -> {
            periods.make(Tier.RAW, start);
            periods.make(Tier.PROCESS, start);
        });
        Piece piece = new Piece();
        for (Map.Entry<Spot, List<HeadWindow>> entry : bySpot.entrySet()) {
            add(piece, entry.getKey(), entry.getValue(), cut.segment());
            if (piece.bytes > pieceBytes) {
                write(piece, () -> journal.sealing(cut.segment()));
                piece = new Piece();
            }
        }
        write(piece, () -> {
            journal.putSequences(cut.sequences());
            journal.sealed(cut.segment());
        });
    }

    private void write(Piece piece, Runnable mark) {
        Touches touches = new Touches();
        piece.spots.forEach(spot -> touches.add(spot.hostId(), spot.startMillis()));
        transaction.run(() -> {
            chunks.replace(Tier.RAW, piece.spots, piece.samples);
            chunks.replace(Tier.PROCESS, piece.spots, piece.processes);
            unrolled.touch(touches);
            mark.run();
        });
        unrolled.touched(touches);
        kept.put(piece.samples);
    }

    private void add(Piece piece, Spot spot, List<HeadWindow> windows, long throughSegment) {
        List<StoredChunk> before = before(Tier.RAW, spot);
        long version = before.stream().mapToLong(StoredChunk::version).max().orElse(-1);
        List<HeadWindow> left = windows.stream()
                .filter(window -> window.firstSegment() > version)
                .toList();
        if (left.isEmpty()) {
            return;
        }
        List<StoredChunk> samples;
        List<StoredChunk> processes;
        try {
            samples = maker.samples(spot, left, before, throughSegment);
            processes = maker.processes(spot, left, before(Tier.PROCESS, spot), throughSegment);
        } catch (DataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            log.error(
                    "what host {} sent of the ten minutes from {} on cannot be made into chunks and is lost; what was stored of them before stays, and everything else is sealed",
                    spot.hostId(),
                    Instant.ofEpochMilli(spot.startMillis()),
                    e);
            return;
        }
        piece.add(spot, samples, processes);
    }

    private List<StoredChunk> before(Tier tier, Spot spot) {
        return chunks.find(tier, spot.hostId(), spot.startMillis(), spot.startMillis() + 1).stream()
                .filter(chunk -> chunk.nodeId() == nodeId)
                .toList();
    }

    /// What one transaction writes.
    private static final class Piece {

        private final List<Spot> spots = new ArrayList<>();
        private final List<StoredChunk> samples = new ArrayList<>();
        private final List<StoredChunk> processes = new ArrayList<>();
        private long bytes;

        void add(Spot spot, List<StoredChunk> sampleChunks, List<StoredChunk> processChunks) {
            spots.add(spot);
            samples.addAll(sampleChunks);
            processes.addAll(processChunks);
            bytes += bytes(sampleChunks) + bytes(processChunks);
        }

        private static long bytes(List<StoredChunk> some) {
            return some.stream()
                    .mapToLong(chunk -> chunk.head().length + (long) chunk.payload().length)
                    .sum();
        }
    }
}
