/// Who may do what: users, sign-in, tokens of users, programs and agents, and the role that each endpoint needs.
/// Publishes `AccessRevoked`.
@ApplicationModule(allowedDependencies = {"platform :: *", "audit"})
@NullMarked
package io.nocturne.server.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
