/// What concerns who may do what: sign-ins, refusals, enrollments, users and tokens that were made or taken away, with
/// who did it and from where. Kept in a bounded table and told in the log. The full record of every change has its
/// place here.
@ApplicationModule(allowedDependencies = {"platform :: *"})
@NullMarked
package io.nocturne.server.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
