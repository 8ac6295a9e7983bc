package io.nocturne.agent.collect.linux;

import java.util.Optional;

/// Asks a mounted filesystem for its space.
@FunctionalInterface
interface SpaceProbe {

    /// The space of what is mounted at a path; empty when it cannot be asked.
    Optional<Space> space(String mountpoint);

    /// **Unit** - bytes: in total, free at all, and free to everyone (the difference is reserved to root).
    record Space(long totalBytes, long freeBytes, long usableBytes) {}
}
