package io.nocturne.server.series.store.journal;

import io.nocturne.model.sample.Snapshot;
import io.nocturne.model.series.ProcessTable;
import io.nocturne.server.ingest.JavaBytes;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.series.store.chunk.StoredChunk;
import io.nocturne.server.series.store.chunk.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Snapshots of one host, one layout and one width of a raw chunk, before they become a chunk.
///
/// Every so many of them are packed, which takes a fifth of the memory of plain rows.
///
/// **Threads** - guarded by this.
public final class HeadWindow {

    private static final Logger log = LoggerFactory.getLogger(HeadWindow.class);

    private static final int ROWS_AT_ONCE = 32;
    /// This, its lists, and its place among others.
    static final int EMPTY_BYTES = 320;
    /// A packed piece's objects, and what its head holds for each row and each column.
    private static final int PIECE_BYTES = 144;

    private static final int PIECE_ROW_BYTES = Long.BYTES;
    private static final int PIECE_COLUMN_BYTES = Integer.BYTES + Short.BYTES;
    private static final int ARRAY_BYTES = 24;

    private final UUID hostId;
    private final long startMillis;
    private final KnownLayout layout;
    private final long firstSegment;
    private final List<PackedRows> packed = new ArrayList<>();
    private final List<byte[]> processBlocks = new ArrayList<>();
    private final TimeSet times = new TimeSet();
    private List<Snapshot> open = new ArrayList<>();
    private long bytes;

    HeadWindow(UUID hostId, long startMillis, KnownLayout layout, long firstSegment) {
        this.hostId = hostId;
        this.startMillis = startMillis;
        this.layout = layout;
        this.firstSegment = firstSegment;
    }

    public UUID hostId() {
        return hostId;
    }

    public long startMillis() {
        return startMillis;
    }

    public KnownLayout layout() {
        return layout;
    }

    /// The segment that its first snapshot came in.
    public long firstSegment() {
        return firstSegment;
    }

    /// Whether a chunk of a server's own holds all that this had when it was cut.
    public boolean isIn(StoredChunk chunk, int nodeId) {
        return chunk.startMillis() == startMillis
                && chunk.nodeId() == nodeId
                && chunk.version() >= firstSegment
                && chunk.layoutId().equals(layout.id());
    }

    /// Whether it can have samples of `[fromMillis, toMillis)`.
    public boolean overlaps(long fromMillis, long toMillis) {
        return startMillis < toMillis && startMillis + Tier.RAW.widthMillis() > fromMillis;
    }

    /// Adds a snapshot, unless there is one of its time, and returns by how many bytes this has grown.
    synchronized long add(Snapshot snapshot, WindowWriter writer) {
        if (times.contains(snapshot.time().toEpochMilli())) {
            return 0;
        }
        long before = bytes;
        open.add(snapshot);
        times.add(snapshot.time().toEpochMilli());
        bytes += JavaBytes.of(snapshot) + TimeSet.BYTES_A_TIME;
        if (open.size() % ROWS_AT_ONCE == 0) {
            tryPack(writer);
        }
        return bytes - before;
    }

    /// Everything in it at this moment.
    public synchronized Content content() {
        return new Content(List.copyOf(packed), List.copyOf(processBlocks), List.copyOf(open));
    }

    /// What cannot be packed stays as it is, and is in nobody's way.
    private void tryPack(WindowWriter writer) {
        try {
            pack(writer);
        } catch (RuntimeException e) {
            log.error(
                    "samples of host {} from {} on cannot be packed; they take more memory until they are sealed",
                    hostId,
                    Instant.ofEpochMilli(startMillis),
                    e);
        }
    }

    private void pack(WindowWriter writer) {
        List<Snapshot> rows = new ArrayList<>(open);
        rows.sort(Comparator.comparing(Snapshot::time));
        PackedRows chunk = writer.pack(rows, layout.layout().series().size());
        List<ProcessTable> tables = tables(rows);
        byte[] block = tables.isEmpty() ? null : writer.processes(tables);
        packed.add(chunk);
        bytes += PIECE_BYTES
                + chunk.payload().length
                + (long) PIECE_ROW_BYTES * rows.size()
                + (long) PIECE_COLUMN_BYTES * chunk.head().columns();
        if (block != null) {
            processBlocks.add(block);
            bytes += ARRAY_BYTES + block.length;
        }
        bytes -= rows.stream().mapToLong(JavaBytes::of).sum();
        open = new ArrayList<>();
    }

    static List<ProcessTable> tables(List<Snapshot> rows) {
        return rows.stream()
                .filter(row -> !row.processes().isEmpty())
                .map(row -> new ProcessTable(row.time(), row.processes()))
                .toList();
    }

    /// **Shape** - `open` in the order of arrival.
    public record Content(List<PackedRows> packed, List<byte[]> processBlocks, List<Snapshot> open) {}
}
