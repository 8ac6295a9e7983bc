package io.nocturne.server.alert.store;

import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.Severity;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which alerts somebody wants to see.
///
/// **Shape** - `statuses` empty means those that are open, and those that came and went unseen. What never
/// fired is found as long as it is pending only. `from` inclusive and `to` exclusive: it lasted at some time
/// between.
/// **Absent** - whatever does not matter.
public record AlertSearch(
        Set<AlertStatus> statuses,
        @Nullable Severity severity,
        @Nullable UUID hostId,
        @Nullable String ruleId,
        @Nullable Boolean owned,
        @Nullable Boolean seen,
        @Nullable Instant from,
        @Nullable Instant to) {

    public AlertSearch {
        statuses = Set.copyOf(statuses);
    }
}
