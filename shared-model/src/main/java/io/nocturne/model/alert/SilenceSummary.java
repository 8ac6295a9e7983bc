package io.nocturne.model.alert;

import org.jspecify.annotations.Nullable;

/// How much is muted now, to be seen always.
///
/// **Shape** - `endingSoon` of the active ones end within 30 minutes.
/// **Absent** - `nextToStart` when none is to come.
public record SilenceSummary(
        int active, int pending, int endingSoon, @Nullable Silence nextToStart) {}
