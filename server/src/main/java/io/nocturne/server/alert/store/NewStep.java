package io.nocturne.server.alert.store;

import io.nocturne.model.alert.AlertTransition;
import io.nocturne.model.alert.Severity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A step that is to be written down; the database gives it its id.
public record NewStep(
        UUID alertId,
        int number,
        AlertTransition.Type type,
        Instant at,
        Instant recordedAt,
        @Nullable Severity severity,
        @Nullable Double value,
        @Nullable String by,
        @Nullable String comment) {}
