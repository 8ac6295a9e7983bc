package io.nocturne.server.series.store;

import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.NumberedSnapshot;
import java.util.List;
import java.util.UUID;

/// Snapshots of one delivery.
record JournalEntry(UUID agentId, UUID hostId, KnownLayout layout, List<NumberedSnapshot> snapshots) {

    JournalEntry {
        snapshots = List.copyOf(snapshots);
    }

    JournalEntry with(List<NumberedSnapshot> others) {
        return new JournalEntry(agentId, hostId, layout, others);
    }
}
