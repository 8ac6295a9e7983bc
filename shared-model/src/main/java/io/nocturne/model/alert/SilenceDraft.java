package io.nocturne.model.alert;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A silence as somebody wants it.
///
/// **Shape** - 1 to 20 `matchers`; `comment` of 1 to 1,000 characters; at most 20 windows. It lasts a year at
/// most, and begins within a year. `confirmAll` says that matchers which leave out next to nothing are meant
/// so.
/// **Absent** - `kind`, a silence; `startsAt`, now, or as it is; `recurrence`, none; `confirmAll`, false;
/// `version` for a new one, else the version that was read.
public record SilenceDraft(
        @Nullable Long version,
        Silence.@Nullable Kind kind,
        List<Matcher> matchers,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        List<WeeklyWindow> recurrence,
        @Nullable String comment,
        Boolean confirmAll) {

    public SilenceDraft {
        matchers = matchers == null ? List.of() : List.copyOf(matchers);
        confirmAll = confirmAll != null && confirmAll;
        recurrence = recurrence == null ? List.of() : List.copyOf(recurrence);
    }
}
