package io.nocturne.server.fleet;

import io.nocturne.model.fleet.HostSummary;

/// A host enrolled, changed what it says of itself, or changed its state.
public record HostChanged(HostSummary host) {}
