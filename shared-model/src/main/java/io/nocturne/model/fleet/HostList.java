package io.nocturne.model.fleet;

import java.time.Instant;
import java.util.List;

/// Every host, by name, with the server's time at which the states were true.
public record HostList(Instant serverTime, List<HostSummary> hosts) {

    public HostList {
        hosts = hosts == null ? List.of() : List.copyOf(hosts);
    }
}
