/// Copies of everything a server keeps, made while it runs, and their way back into an empty one.
@ApplicationModule(allowedDependencies = {"platform :: *", "access", "series", "series :: maintenance"})
@NullMarked
package io.nocturne.server.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
