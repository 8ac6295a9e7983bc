package io.nocturne.model.fleet;

import java.time.Instant;

/// What the server says of itself.
///
/// **Unit** - `samplesPerSecond` accepted over the last minute, or since the start if that is shorter.
public record ServerStatus(
        String version,
        Instant startedAt,
        Instant serverTime,
        int hosts,
        int reportingHosts,
        double samplesPerSecond,
        int liveSessions) {}
