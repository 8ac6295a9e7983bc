package io.nocturne.model.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// News of an alert that a receiver has not got, and why.
///
/// **Shape** - `reason` is one of a few stable words; `by` is what it names: a silence, an alert, a time.
/// `over` says that the alert came and went meanwhile, so it will not be told any more.
/// **Absent** - `receiverId` where no route takes the alert; `until` where no time is known.
public record HeldNotification(
        String alertId,
        @Nullable String receiverId,
        String reason,
        String by,
        Instant since,
        @Nullable Instant until,
        boolean over) {}
