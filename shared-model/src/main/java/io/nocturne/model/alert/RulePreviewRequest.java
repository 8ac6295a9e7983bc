package io.nocturne.model.alert;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks what a draft of a rule would have raised.
///
/// **Shape** - `hosts` are names; none means all that the rule is for. A saved rule of the draft's id is
/// replayed beside it. A caller's next preview of the same id ends the one before.
/// **Absent** - `from` for seven days before `to`; `to` for now; `zone`, in which it is night, for UTC.
public record RulePreviewRequest(
        AlertRule rule,
        @Nullable Instant from,
        @Nullable Instant to,
        List<String> hosts,
        @Nullable ZoneId zone) {

    public RulePreviewRequest {
        hosts = hosts == null ? List.of() : List.copyOf(hosts);
    }
}
