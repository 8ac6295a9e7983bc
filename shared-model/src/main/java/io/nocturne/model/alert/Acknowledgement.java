package io.nocturne.model.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Somebody has an alert in hand, until a time. It covers the severity that was seen then and no worse.
public record Acknowledgement(
        String owner,
        Instant at,
        Instant expiresAt,
        Severity covers,
        @Nullable String comment) {}
