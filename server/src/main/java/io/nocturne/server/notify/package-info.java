/// Tells people of alerts: routes, what is held back and why, receivers and their answers.
@ApplicationModule(
        allowedDependencies = {
            "platform :: *",
            "access",
            "audit",
            "fleet",
            "ingest",
            "series",
            "rule",
            "rule :: file",
            "alert",
            "silence",
            "oncall"
        })
@NullMarked
package io.nocturne.server.notify;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
