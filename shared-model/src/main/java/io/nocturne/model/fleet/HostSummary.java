package io.nocturne.model.fleet;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A host as every list shows it.
///
/// **Unit** - `intervalMillis` is the agent's collection interval; times UTC. `lastSampleAt` is the newest sample's own
/// time, `lastReceivedAt` the server's when it arrived. `clockSkewMillis` is how far the host's clock was ahead of the
/// server's at the last delivery, less the time that the delivery took; negative when it was behind.
/// `excusedUntil` is until when silence does not make it stale, because the server was away and not the host.
/// A `state` that the reader does not know reads as [HostState#STALE].
/// **Absent** - `stop` unless the agent said goodbye and nothing newer came; `lastSampleAt` and `lastReceivedAt` until
/// the first sample; `clockSkewMillis` until a delivery told when it was sent; `excusedUntil` but shortly after a start
/// of the server; inventory that the host does not tell.
public record HostSummary(
        String hostId,
        String name,

        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
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
        @Nullable Instant lastReceivedAt,
        @Nullable HostStop stop,
        @Nullable Long clockSkewMillis,
        @Nullable Instant excusedUntil) {

    public HostSummary {
        tags = tags == null ? Map.of() : Map.copyOf(tags);
    }
}
