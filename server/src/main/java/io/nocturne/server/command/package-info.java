/// What the command line does with a data directory while no server starts: backup, restore, verify.
@ApplicationModule(
        allowedDependencies = {"platform :: config", "platform :: database", "backup", "series", "series :: maintenance"
        })
@NullMarked
package io.nocturne.server.command;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
