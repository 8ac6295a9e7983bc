/// Who is on call, and how users are reached: schedules of rotations with people who stand in, and contacts.
@ApplicationModule(allowedDependencies = {"platform :: *", "access", "audit"})
@NullMarked
package io.nocturne.server.oncall;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
