package io.nocturne.server.fleet;

import java.time.Instant;
import java.util.UUID;

/// An agent told that it had to give up snapshots, so many times; it is in the database.
///
/// **Unit** - `receivedAt` by the server's clock.
public record SnapshotsLost(UUID hostId, Instant receivedAt, int events) {}
