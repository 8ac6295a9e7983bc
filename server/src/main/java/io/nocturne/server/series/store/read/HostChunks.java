package io.nocturne.server.series.store.read;

import io.nocturne.server.series.codec.CorruptChunkException;
import io.nocturne.server.series.store.chunk.ChunkColumns;
import io.nocturne.server.series.store.chunk.StoredChunk;
import io.nocturne.server.series.store.chunk.Tier;
import io.nocturne.server.series.store.journal.HeadWindow;
import java.util.ArrayList;
import java.util.List;

/// Raw chunks of a host, in memory: all that begin at a time or later.
///
/// **Unit** - ms since the epoch; bytes as nearly as one can tell.
/// **Threads** - immutable.
record HostChunks(long fromMillis, List<ChunkColumns> chunks) {

    /// A host's entry, and what goes with a chunk: its objects, and a row's and a column's place in its head.
    private static final int HOST_BYTES = 240;

    private static final int CHUNK_BYTES = 420;
    private static final int ROW_BYTES = Long.BYTES;
    private static final int COLUMN_BYTES = Integer.BYTES + Short.BYTES;

    HostChunks {
        chunks = List.copyOf(chunks);
    }

    static HostChunks none(long fromMillis) {
        return new HostChunks(fromMillis, List.of());
    }

    /// With all chunks of one spot, unless it has newer ones of it. One that cannot be read leaves memory incomplete
    /// up to its end: whoever wants that time asks the database, and an operator hears of it there.
    HostChunks with(List<StoredChunk> spot) {
        StoredChunk first = spot.getFirst();
        if (first.startMillis() < fromMillis || newestLike(first) > version(spot)) {
            return this;
        }
        List<ChunkColumns> next = new ArrayList<>(chunks);
        next.removeIf(kept -> isBeside(kept.chunk(), first));
        try {
            for (StoredChunk chunk : spot) {
                next.add(ChunkColumns.whole(chunk));
            }
        } catch (CorruptChunkException e) {
            return since(first.startMillis() + Tier.RAW.widthMillis());
        }
        return new HostChunks(fromMillis, next);
    }

    /// Without those that begin before a time.
    HostChunks since(long laterMillis) {
        return laterMillis <= fromMillis
                ? this
                : new HostChunks(
                        laterMillis,
                        chunks.stream()
                                .filter(kept -> kept.chunk().startMillis() >= laterMillis)
                                .toList());
    }

    /// Without those that begin first.
    HostChunks withoutOldest() {
        return since(oldestMillis() + Tier.RAW.widthMillis());
    }

    /// Whether what it promises is still true when the head lets go of a window.
    boolean outlives(HeadWindow window, int nodeId) {
        return window.startMillis() < fromMillis || chunks.stream().anyMatch(kept -> window.isIn(kept.chunk(), nodeId));
    }

    /// When the first of them begins; [Long#MAX_VALUE] if there is none.
    long oldestMillis() {
        return chunks.stream()
                .mapToLong(kept -> kept.chunk().startMillis())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    long bytes() {
        return HOST_BYTES + chunks.stream().mapToLong(HostChunks::bytes).sum();
    }

    private static long bytes(ChunkColumns kept) {
        return CHUNK_BYTES
                + kept.chunk().head().length
                + kept.chunk().payload().length
                + (long) ROW_BYTES * kept.head().rows()
                + (long) COLUMN_BYTES * kept.head().columns();
    }

    private long newestLike(StoredChunk spot) {
        return version(chunks.stream()
                .map(ChunkColumns::chunk)
                .filter(kept -> isBeside(kept, spot))
                .toList());
    }

    private static long version(List<StoredChunk> spot) {
        return spot.stream().mapToLong(StoredChunk::version).max().orElse(Long.MIN_VALUE);
    }

    private static boolean isBeside(StoredChunk one, StoredChunk other) {
        return one.startMillis() == other.startMillis() && one.nodeId() == other.nodeId();
    }
}
