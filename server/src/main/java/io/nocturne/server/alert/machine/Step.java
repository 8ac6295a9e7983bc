package io.nocturne.server.alert.machine;

import io.nocturne.model.alert.AlertTransition;
import io.nocturne.model.alert.EndReason;
import io.nocturne.model.alert.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The state after an observation, and what happened on the way there, in order.
public record Step(AlertState state, List<Change> changes) {

    public Step {
        changes = List.copyOf(changes);
    }

    static Step none(AlertState state) {
        return new Step(state, List.of());
    }

    /// One thing that happened.
    ///
    /// **Absent** - `severity` where there is none; `reason` unless it ended without being resolved.
    public record Change(
            AlertTransition.Type type,
            Instant at,
            @Nullable Severity severity,
            double value,
            @Nullable EndReason reason) {}
}
