package io.nocturne.model.fleet;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the server says of itself.
///
/// **Shape** - `parts` is what runs as long as the server does, by name; empty from a server that does not tell.
/// **Unit** - `samplesPerSecond` accepted over the last minute, or since the start if that is shorter.
/// **Absent** - `store` from a server that does not tell.
public record ServerStatus(
        String version,
        Instant startedAt,
        Instant serverTime,
        int hosts,
        int reportingHosts,
        double samplesPerSecond,
        int liveSessions,
        @Nullable StoreStatus store,
        List<PartStatus> parts) {

    public ServerStatus {
        parts = parts == null ? List.of() : List.copyOf(parts);
    }
}
