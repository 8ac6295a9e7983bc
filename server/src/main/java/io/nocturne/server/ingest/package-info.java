/// Takes deliveries of agents: validates, hands to the one `SampleStore`, and after that to every
/// `SampleTap`. Knows nobody downstream.
@ApplicationModule(allowedDependencies = {"platform :: *", "access", "fleet"})
@NullMarked
package io.nocturne.server.ingest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
