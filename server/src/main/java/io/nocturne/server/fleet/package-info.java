/// The hosts: how they enroll, what they say of themselves, whether their data is fresh, and what their
/// agents tell beside it. Publishes `HostChanged`.
@ApplicationModule(allowedDependencies = {"platform :: *", "access", "audit"})
@NullMarked
package io.nocturne.server.fleet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
