/// Takes deliveries of agents: validates, hands to the one `SampleStore`. What is stored is
/// told as a stream to `StreamFollower` and `StreamConsumer`. Knows nobody downstream.
@ApplicationModule(allowedDependencies = {"platform :: *", "access", "fleet"})
@NullMarked
package io.nocturne.server.ingest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
