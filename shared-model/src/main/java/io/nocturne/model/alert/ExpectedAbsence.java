package io.nocturne.model.alert;

import java.time.Instant;
import java.util.List;

/// When hosts are expected not to report: laptops at night, a batch box between two runs.
///
/// **Shape** - `hosts` match a host's tags and its name as `host`. A host is away in each of the `windows` and
/// `ranges`; with `outside` it is away whenever none of the windows covers the time, and in the ranges too.
/// `isAway` is so now.
public record ExpectedAbsence(
        String absenceId,
        long version,
        List<Matcher> hosts,
        List<WeeklyWindow> windows,
        boolean outside,
        List<TimeRange> ranges,
        String comment,
        String updatedBy,
        Instant updatedAt,
        boolean isAway) {

    public ExpectedAbsence {
        hosts = List.copyOf(hosts);
        windows = windows == null ? List.of() : List.copyOf(windows);
        ranges = ranges == null ? List.of() : List.copyOf(ranges);
    }
}
