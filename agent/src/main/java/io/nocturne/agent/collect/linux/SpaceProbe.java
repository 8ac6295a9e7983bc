package io.nocturne.agent.collect.linux;

import java.util.Optional;

/// Asks a mounted filesystem for its space.
@FunctionalInterface
interface SpaceProbe {

    /// The space of what is mounted at a path; empty when it cannot be asked.
    Optional<Space> space(String mountpoint);

    /// The probe of this machine.
    static SpaceProbe ofThisMachine() {
        return StatvfsProbe.find().orElseGet(FileSpaceProbe::new);
    }

    /// **Unit** - bytes: in total, free at all, and free to everyone (the difference is reserved to root);
    /// inodes: in total and free.
    /// **Absent** - 0 inodes in total: the filesystem has no fixed number, or it was not told.
    record Space(long totalBytes, long freeBytes, long usableBytes, long inodes, long freeInodes) {}
}
