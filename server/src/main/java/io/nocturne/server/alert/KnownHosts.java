package io.nocturne.server.alert;

import io.nocturne.model.fleet.HostSummary;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The hosts as they are now.
///
/// **Threads** - safe.
interface KnownHosts {

    List<HostSummary> all();

    Optional<HostSummary> find(UUID hostId);
}
