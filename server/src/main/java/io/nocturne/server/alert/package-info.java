/// Alerts: the machine that judges samples by rules, what it remembers, and what people do with what it raised.
/// Publishes `AlertsChanged`.
@ApplicationModule(
        allowedDependencies = {"platform :: *", "access", "audit", "fleet", "ingest", "series", "rule", "silence"})
@NullMarked
package io.nocturne.server.alert;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
