package io.nocturne.server.series.store.journal;

import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.NumberedSnapshot;
import java.util.List;
import java.util.UUID;

/// Snapshots of one delivery.
public record JournalEntry(UUID agentId, UUID hostId, KnownLayout layout, List<NumberedSnapshot> snapshots) {

    public JournalEntry {
        snapshots = List.copyOf(snapshots);
    }

    public JournalEntry with(List<NumberedSnapshot> others) {
        return new JournalEntry(agentId, hostId, layout, others);
    }
}
