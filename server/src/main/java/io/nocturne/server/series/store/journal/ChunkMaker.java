package io.nocturne.server.series.store.journal;

import io.nocturne.model.sample.Snapshot;
import io.nocturne.model.series.ProcessTable;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.series.codec.ChunkHead;
import io.nocturne.server.series.codec.ChunkWriter;
import io.nocturne.server.series.codec.CorruptChunkException;
import io.nocturne.server.series.codec.EncodedChunk;
import io.nocturne.server.series.codec.ProcessBlock;
import io.nocturne.server.series.store.chunk.ChunkTables.Spot;
import io.nocturne.server.series.store.chunk.LayoutStore;
import io.nocturne.server.series.store.chunk.RowGather;
import io.nocturne.server.series.store.chunk.StoredChunk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// Makes a host's chunks of one width out of what the head has and what was stored before.
///
/// A stored chunk that cannot be read stays as it is, beside the new one, for somebody to look at.
///
/// **Threads** - confined to one; keeps its buffers.
public final class ChunkMaker {

    private static final Logger log = LoggerFactory.getLogger(ChunkMaker.class);

    private final LayoutStore layouts;
    private final ChunkWriter writer = new ChunkWriter();

    public ChunkMaker(LayoutStore layouts) {
        this.layouts = layouts;
    }

    /// **Shape** - everything that is to stand at the spot, one part or more for each layout.
    public List<StoredChunk> samples(
            Spot spot, List<HeadWindow> windows, List<StoredChunk> before, long throughSegment) {
        Map<String, RowGather> gathers = new LinkedHashMap<>();
        List<StoredChunk> chunks = new ArrayList<>();
        for (StoredChunk chunk : before) {
            try {
                gather(gathers, layouts.require(chunk.layoutId())).add(ChunkHead.read(chunk.head()), chunk.content());
            } catch (CorruptChunkException | RuntimeException e) {
                needDatabase(e);
                damaged(chunk, e);
                chunks.add(chunk.as(nextPart(chunks), throughSegment));
            }
        }
        windows.forEach(window -> addCarefully(window, gathers));
        gathers.forEach((layoutId, gather) -> {
            for (EncodedChunk chunk : gather.write(writer)) {
                chunks.add(new StoredChunk(
                        spot.hostId(),
                        spot.startMillis(),
                        spot.nodeId(),
                        nextPart(chunks),
                        layoutId,
                        throughSegment,
                        chunk.head(),
                        chunk.payload()));
            }
        });
        return chunks;
    }

    /// **Shape** - as [#samples]; empty if there is no process table.
    public List<StoredChunk> processes(
            Spot spot, List<HeadWindow> windows, List<StoredChunk> before, long throughSegment) {
        List<ProcessTable> all = new ArrayList<>();
        List<StoredChunk> chunks = new ArrayList<>();
        for (StoredChunk chunk : before) {
            try {
                all.addAll(ProcessBlock.decode(chunk.content()));
            } catch (CorruptChunkException | RuntimeException e) {
                needDatabase(e);
                damaged(chunk, e);
                chunks.add(chunk.as(nextPart(chunks), throughSegment));
            }
        }
        windows.forEach(window -> addCarefully(window, all));
        List<ProcessTable> tables = eachTimeOnce(all);
        for (int from = 0; from < tables.size(); from += ProcessBlock.MAX_TABLES) {
            List<ProcessTable> some = tables.subList(from, Math.min(tables.size(), from + ProcessBlock.MAX_TABLES));
            chunks.add(new StoredChunk(
                    spot.hostId(),
                    spot.startMillis(),
                    spot.nodeId(),
                    nextPart(chunks),
                    "",
                    throughSegment,
                    new byte[0],
                    ProcessBlock.encode(some)));
        }
        return chunks;
    }

    private static List<ProcessTable> eachTimeOnce(List<ProcessTable> tables) {
        NavigableMap<Instant, ProcessTable> byTime = new TreeMap<>();
        tables.forEach(table -> byTime.putIfAbsent(table.time(), table));
        return List.copyOf(byTime.values());
    }

    /// Behind those that are there: a chunk that cannot be decrypted keeps its part.
    private static int nextPart(List<StoredChunk> chunks) {
        return chunks.stream().mapToInt(StoredChunk::part).max().orElse(-1) + 1;
    }

    public static List<ProcessTable> processTables(HeadWindow.Content content) {
        List<ProcessTable> tables = new ArrayList<>();
        try {
            for (byte[] block : content.processBlocks()) {
                tables.addAll(ProcessBlock.decode(block));
            }
        } catch (CorruptChunkException e) {
            throw new IllegalStateException("a block that this server made cannot be read", e);
        }
        tables.addAll(HeadWindow.tables(content.open()));
        return tables;
    }

    /// All rows, or, where one of them cannot be read, all others.
    private static void addRows(HeadWindow window, List<Snapshot> rows, RowGather gather) {
        try {
            gather.add(rows);
        } catch (RuntimeException e) {
            if (rows.size() == 1) {
                lost(window, "a snapshot", e);
                return;
            }
            rows.forEach(row -> addRows(window, List.of(row), gather));
        }
    }

    private static void add(HeadWindow window, RowGather gather) {
        HeadWindow.Content content = window.content();
        try {
            for (PackedRows packed : content.packed()) {
                gather.add(packed.head(), packed.payload());
            }
        } catch (CorruptChunkException e) {
            throw new IllegalStateException("a chunk that this server made cannot be read", e);
        }
        addRows(window, content.open(), gather);
    }

    private static RowGather gather(Map<String, RowGather> gathers, KnownLayout layout) {
        return gathers.computeIfAbsent(
                layout.id(), id -> new RowGather(layout.layout().series().size()));
    }

    /// What can be read of it: one that cannot must not stop everybody's seal.
    private static void addCarefully(HeadWindow window, Map<String, RowGather> gathers) {
        try {
            add(window, gather(gathers, window.layout()));
        } catch (RuntimeException e) {
            lost(window, "samples", e);
        }
    }

    private static void addCarefully(HeadWindow window, List<ProcessTable> tables) {
        try {
            tables.addAll(processTables(window.content()));
        } catch (RuntimeException e) {
            lost(window, "process tables", e);
        }
    }

    private static void lost(HeadWindow window, String what, RuntimeException e) {
        log.error(
                "{} of host {} from {} on cannot be made into a chunk, and some are lost; everything else is sealed",
                what,
                window.hostId(),
                Instant.ofEpochMilli(window.startMillis()),
                e);
    }

    /// A chunk's own trouble is left beside the way; the database's ends the transaction.
    private static void needDatabase(Exception e) {
        if (e instanceof DataAccessException database) {
            throw database;
        }
    }

    private static void damaged(StoredChunk chunk, Exception e) {
        log.error(
                "a stored chunk of host {} from {} on cannot be read and is left as it is; new samples are stored beside it: {}",
                chunk.hostId(),
                Instant.ofEpochMilli(chunk.startMillis()),
                e.toString());
    }
}
