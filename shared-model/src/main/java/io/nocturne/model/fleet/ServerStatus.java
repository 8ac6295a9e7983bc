package io.nocturne.model.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the server says of itself.
///
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
        @Nullable StoreStatus store) {}
