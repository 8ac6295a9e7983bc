/// When nobody wants to be told: silences, maintenance windows, and calendars of hosts that are expected to be
/// away. Publishes `SilencesChanged`.
@ApplicationModule(allowedDependencies = {"platform :: *", "access", "audit", "fleet"})
@NullMarked
package io.nocturne.server.silence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
