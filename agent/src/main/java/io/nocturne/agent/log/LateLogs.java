package io.nocturne.agent.log;

import java.util.logging.LogManager;

/// A log that stays open while the process shuts down.
///
/// The platform's own closes its handlers in a shutdown hook that runs beside ours, and would swallow what
/// the agent says of its last delivery.
public final class LateLogs extends LogManager {

    /// Called by the platform.
    public LateLogs() {}

    @Override
    public void reset() {
        // Nothing: see the type's description.
    }
}
