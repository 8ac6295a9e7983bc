package io.nocturne.model.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that an agent told of itself or its host, as the server keeps it.
///
/// **Unit** - `time` by the agent's clock, `receivedAt` by the server's; both UTC.
/// **Absent** - as in [AgentEvent].
public record HostEvent(
        Instant time,
        AgentEvent.Type type,
        @Nullable StopReason reason,
        @Nullable String detail,
        Instant receivedAt) {}
