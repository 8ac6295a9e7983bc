/// The live WebSocket: sessions, subscriptions, and a bounded latest-wins queue for each session.
@ApplicationModule(allowedDependencies = {"platform :: *", "access", "fleet", "ingest", "series", "alert", "notify"})
@NullMarked
package io.nocturne.server.live;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
