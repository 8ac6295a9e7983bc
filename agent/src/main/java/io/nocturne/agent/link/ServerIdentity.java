package io.nocturne.agent.link;

import java.time.Instant;
import java.util.Optional;

/// Whom the agent reports to, as it found out.
///
/// **Shape** - `address` is the https one; the certificates are good until these instants.
/// **Absent** - what was not found yet, or not anymore.
/// **Threads** - immutable.
public record ServerIdentity(
        Optional<String> address, Optional<Instant> certificateEnd, Optional<Instant> authorityEnd) {}
