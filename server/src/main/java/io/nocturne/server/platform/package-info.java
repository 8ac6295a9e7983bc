/// What every module stands on: clock, data directory, problem+json, limits, TLS. Depends on nothing.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.nocturne.server.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
