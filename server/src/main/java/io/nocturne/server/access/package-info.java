/// Who may do what: users, sign-in, tokens of users and agents, and the role that each endpoint needs.
@ApplicationModule(allowedDependencies = {"platform :: *"})
@NullMarked
package io.nocturne.server.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
