package io.nocturne.server.ingest;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// What a delivery brought that was new, once it is on disk; never empty.
///
/// **Shape** - `snapshots` in the order of their numbers.
public record StreamEntry(
        Position position, UUID hostId, KnownLayout layout, List<NumberedSnapshot> snapshots, Arrival arrival) {

    public StreamEntry {
        snapshots = List.copyOf(snapshots);
    }

    /// The snapshot that was taken last.
    public NumberedSnapshot newest() {
        return Collections.max(snapshots, Comparator.comparing(NumberedSnapshot::time));
    }
}
