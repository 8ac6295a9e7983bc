package io.nocturne.agent.buffer;

import java.time.Instant;
import java.util.Optional;

/// How the buffer stands.
///
/// **Shape** - `waiting` snapshots are not confirmed, `inMemory` of them are not on the disk either;
/// `diskBytes` is the length of all segments. `dropped` and `damaged` (segments with an unreadable place)
/// count since the start.
/// **Absent** - `oldest`, the time of the oldest waiting snapshot, when none waits; `lastConfirmed`, by the
/// agent's clock, before the first confirmation.
public record BufferState(
        int waiting,
        int inMemory,
        long diskBytes,
        long offered,
        long dropped,
        int damaged,
        Optional<Instant> oldest,
        Optional<Instant> lastConfirmed) {}
