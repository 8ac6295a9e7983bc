package io.nocturne.model.series;

import java.time.Instant;
import java.util.List;

/// The newest snapshot of every host that was asked for.
public record LatestResult(Instant serverTime, List<LatestHost> hosts) {

    public LatestResult {
        hosts = hosts == null ? List.of() : List.copyOf(hosts);
    }
}
