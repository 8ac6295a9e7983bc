package io.nocturne.server.ingest;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where accepted snapshots are kept. There is exactly one.
///
/// **Threads** - safe; any number of agents deliver at once, and one agent may deliver the same
/// snapshots twice at once.
/// **Errors** - an exception means that nothing of the call is promised; the agent sends it again.
public interface SampleStore {

    /// The layout of that id, if an agent declared it before.
    Optional<KnownLayout> layout(String layoutId);

    /// Keeps snapshots of one agent; when this returns they are on disk.
    ///
    /// **Shape** - returns those that were new, in order; a (agent, sequence) that is stored already is
    /// left as it is.
    List<NumberedSnapshot> append(
            UUID agentId, UUID hostId, KnownLayout layout, List<NumberedSnapshot> snapshots, Arrival arrival);
}
