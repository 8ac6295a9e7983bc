/// Rules over stored history, by the machine that judges live samples: what a draft would have raised, and
/// which edit would mend a rule that raises too much.
@ApplicationModule(
        allowedDependencies = {
            "platform :: *",
            "access",
            "fleet",
            "ingest",
            "series",
            "rule",
            "alert",
            "alert :: machine",
            "alert :: observe",
            "silence"
        })
@NullMarked
package io.nocturne.server.replay;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
