package io.nocturne.model.alert;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of alerts.
///
/// **Shape** - the last to change first.
/// **Absent** - `nextCursor` on the last page.
public record AlertList(
        Instant serverTime, List<Alert> alerts, @Nullable String nextCursor) {

    public AlertList {
        alerts = alerts == null ? List.of() : List.copyOf(alerts);
    }
}
