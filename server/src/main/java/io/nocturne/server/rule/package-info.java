/// Rules: what is looked at on which hosts and from where on somebody should know; their layers, their
/// defaults, the file `alerts.yml`. Publishes `RulesChanged`.
@ApplicationModule(allowedDependencies = {"platform :: *", "access", "audit", "fleet"})
@NullMarked
package io.nocturne.server.rule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
