package io.nocturne.server.fleet;

import io.nocturne.model.fleet.HostState;
import io.nocturne.model.fleet.HostSummary;
import org.jspecify.annotations.Nullable;

/// A host enrolled, changed what it says of itself, or changed its state.
///
/// **Absent** - `former`, the state that was told before, for a host that is new.
public record HostChanged(@Nullable HostState former, HostSummary host) {}
