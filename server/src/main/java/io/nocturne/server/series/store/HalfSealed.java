package io.nocturne.server.series.store;

import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.series.store.chunk.ChunkTables;
import io.nocturne.server.series.store.chunk.ChunkTables.Spot;
import io.nocturne.server.series.store.chunk.StoredChunk;
import io.nocturne.server.series.store.chunk.Tier;
import io.nocturne.server.series.store.journal.JournalEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a seal that did not come to its end has made chunks of, of segments that are in the journal still.
///
/// **Threads** - confined to the start's.
final class HalfSealed {

    private final ChunkTables chunks;
    private final int nodeId;
    private final long sealing;
    private final Map<Spot, Long> versions = new HashMap<>();

    HalfSealed(ChunkTables chunks, int nodeId, long sealing) {
        this.chunks = chunks;
        this.nodeId = nodeId;
        this.sealing = sealing;
    }

    /// An entry of a segment, without what is in chunks.
    JournalEntry without(long segment, JournalEntry entry) {
        if (segment > sealing) {
            return entry;
        }
        List<NumberedSnapshot> left = entry.snapshots().stream()
                .filter(snapshot -> version(entry, snapshot) < segment)
                .toList();
        return entry.with(left);
    }

    private long version(JournalEntry entry, NumberedSnapshot snapshot) {
        long start = Tier.RAW.startOf(snapshot.time().toEpochMilli());
        return versions.computeIfAbsent(new Spot(entry.hostId(), start, nodeId), this::version);
    }

    private long version(Spot spot) {
        return chunks.heads(Tier.RAW, List.of(spot.hostId()), spot.startMillis(), spot.startMillis() + 1).stream()
                .filter(chunk -> chunk.nodeId() == nodeId)
                .mapToLong(StoredChunk::version)
                .max()
                .orElse(-1);
    }
}
