package io.nocturne.agent.collect;

import org.jspecify.annotations.Nullable;

/// What a host is, as far as it tells: the part of a host that no series carries.
///
/// **Absent** - null for what the host does not tell. `machineId` is the operating system's own, never sent
/// as it is.
public record Inventory(
        @Nullable String machineId,
        @Nullable String hostName,
        @Nullable String osName,
        @Nullable String osVersion,
        @Nullable String architecture,
        @Nullable Integer logicalCpus,
        @Nullable Long memoryBytes) {

    @Override
    public String toString() {
        return "Inventory[%s, %s %s, %s]".formatted(hostName, osName, osVersion, architecture);
    }
}
