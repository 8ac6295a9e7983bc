package io.nocturne.console.screen.hosts;

import io.nocturne.console.state.HostLoad;
import io.nocturne.console.state.HostNow;
import io.nocturne.model.fleet.HostState;
import io.nocturne.model.fleet.HostStop;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.fleet.StopReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A host's line in the list.
///
/// **Unit** - fractions 0 to 1, rates in bytes per second; `ageSeconds` of the newest sample, whole
/// seconds.
/// **Absent** - what the host did not tell; never 0.
record HostRow(
        String id,
        String name,
        HostState state,
        @Nullable StopReason stopReason,
        String os,
        String agent,
        OptionalDouble cpu,
        OptionalDouble memory,
        OptionalDouble fullest,
        @Nullable String fullestMountpoint,
        OptionalDouble load1,
        OptionalDouble received,
        OptionalDouble sent,
        Optional<Duration> age) {

    static HostRow of(HostNow now, Instant serverNow) {
        HostSummary host = now.host();
        HostLoad load = now.load();
        OptionalDouble none = OptionalDouble.empty();
        return new HostRow(
                host.hostId(),
                host.name(),
                now.state(serverNow),
                now.stop().map(HostStop::reason).orElse(null),
                Stream.of(host.osName(), host.osVersion())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" ")),
                Objects.requireNonNullElse(host.agentVersion(), ""),
                load == null ? none : load.cpu(),
                load == null ? none : load.memory(),
                load == null ? none : load.fullest(),
                load == null ? null : load.fullestMountpoint(),
                load == null ? none : load.load1(),
                load == null ? none : load.receivedBytesPerSecond(),
                load == null ? none : load.sentBytesPerSecond(),
                now.age(serverNow).map(age -> Duration.ofSeconds(age.toSeconds())));
    }
}
