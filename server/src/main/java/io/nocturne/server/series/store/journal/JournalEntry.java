package io.nocturne.server.series.store.journal;

import io.nocturne.server.ingest.Arrival;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.ingest.Position;
import io.nocturne.server.ingest.StreamEntry;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/// Snapshots of one delivery.
public record JournalEntry(
        UUID agentId, UUID hostId, KnownLayout layout, List<NumberedSnapshot> snapshots, Arrival arrival) {

    public JournalEntry {
        snapshots = List.copyOf(snapshots);
    }

    /// Entries of a segment, as the stream has them.
    static List<StreamEntry> asStream(int nodeId, long segment, List<JournalEntry> entries) {
        return IntStream.range(0, entries.size())
                .mapToObj(at -> entries.get(at).at(new Position(nodeId, segment, at)))
                .toList();
    }

    private StreamEntry at(Position position) {
        return new StreamEntry(position, hostId, layout, snapshots, arrival);
    }

    public JournalEntry with(List<NumberedSnapshot> others) {
        return new JournalEntry(agentId, hostId, layout, others, arrival);
    }
}
