package io.nocturne.model.fleet;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A host as every list shows it.
///
/// **Unit** - `intervalMillis` is the agent's collection interval; times UTC. `lastSampleAt` is the newest sample's own
/// time, `lastReceivedAt` the server's when it arrived.
/// **Absent** - `lastSampleAt` and `lastReceivedAt` until the first sample; inventory that the host does not tell.
public record HostSummary(
        String hostId,
        String name,
        HostState state,
        @Nullable String osName,
        @Nullable String osVersion,
        @Nullable String architecture,
        @Nullable Integer logicalCpus,
        @Nullable Long memoryBytes,
        @Nullable String agentVersion,
        Map<String, String> tags,
        long intervalMillis,
        Instant enrolledAt,
        @Nullable Instant lastSampleAt,
        @Nullable Instant lastReceivedAt) {

    public HostSummary {
        tags = tags == null ? Map.of() : Map.copyOf(tags);
    }
}
