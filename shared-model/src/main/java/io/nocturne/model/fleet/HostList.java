package io.nocturne.model.fleet;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Hosts by name, with the server's time at which the states were true.
///
/// **Absent** - `nextCursor` when these are the last ones; else the next page is asked for with it.
public record HostList(
        Instant serverTime,
        List<HostSummary> hosts,
        @Nullable String nextCursor) {

    public HostList {
        hosts = hosts == null ? List.of() : List.copyOf(hosts);
    }

    /// All that there are.
    public HostList(Instant serverTime, List<HostSummary> hosts) {
        this(serverTime, hosts, null);
    }

    /// These hosts and those of the page after it.
    public HostList with(HostList next) {
        return new HostList(
                next.serverTime(),
                Stream.concat(hosts.stream(), next.hosts().stream()).toList(),
                next.nextCursor());
    }
}
