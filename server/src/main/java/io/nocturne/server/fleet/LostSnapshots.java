package io.nocturne.server.fleet;

import java.time.Instant;
import java.util.List;

/// What agents told of snapshots that they had to give up, for whoever was not there when they did.
///
/// **Threads** - safe.
public interface LostSnapshots {

    /// What arrived from a time on, the first one first.
    List<SnapshotsLost> lostSince(Instant from);
}
