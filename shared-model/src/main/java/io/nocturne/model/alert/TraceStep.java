package io.nocturne.model.alert;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One step on the way from an alert to whoever is told, or why not.
///
/// **Shape** - `code` is stable and has a text in the message bundles, which takes `arguments` in their order.
/// **Absent** - `receiverId` where the step is no receiver's.
public record TraceStep(
        Instant at, String stage, String code, @Nullable String receiverId, List<String> arguments) {

    public TraceStep {
        arguments = arguments == null ? List.of() : List.copyOf(arguments);
    }
}
