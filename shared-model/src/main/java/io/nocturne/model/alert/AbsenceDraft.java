package io.nocturne.model.alert;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An expected absence as somebody wants it.
///
/// **Shape** - as [ExpectedAbsence]: 1 to 20 `hosts`, at most 20 windows and 100 ranges, at least one of them;
/// `comment` of 1 to 1,000 characters. `confirmAll` says that matchers which leave out next to nothing are
/// meant so.
/// **Absent** - `outside` and `confirmAll`, false; `version` for a new one, else the version that was read.
public record AbsenceDraft(
        @Nullable Long version,
        List<Matcher> hosts,
        List<WeeklyWindow> windows,
        Boolean outside,
        List<TimeRange> ranges,
        @Nullable String comment,
        Boolean confirmAll) {

    public AbsenceDraft {
        hosts = hosts == null ? List.of() : List.copyOf(hosts);
        outside = outside != null && outside;
        confirmAll = confirmAll != null && confirmAll;
        windows = windows == null ? List.of() : List.copyOf(windows);
        ranges = ranges == null ? List.of() : List.copyOf(ranges);
    }
}
