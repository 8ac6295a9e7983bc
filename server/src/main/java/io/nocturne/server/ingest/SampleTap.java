package io.nocturne.server.ingest;

import java.util.List;
import java.util.UUID;

/// Somebody who wants to see snapshots as they are accepted: newest values, live consoles, alerts.
///
/// **Threads** - called on the delivering request's thread, after the samples are durable; must return
/// at once and keep its own bounded queue. An exception is logged and stops nobody else.
public interface SampleTap {

    void onAccepted(Accepted accepted);

    /// New snapshots of one host, in the order of their numbers; never empty.
    record Accepted(UUID hostId, KnownLayout layout, List<NumberedSnapshot> snapshots) {}
}
