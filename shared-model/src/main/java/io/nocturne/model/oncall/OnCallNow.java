package io.nocturne.model.oncall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who is on call now by a schedule.
///
/// **Absent** - `user` when nobody is; `until` when that never changes by itself.
public record OnCallNow(
        String scheduleId,
        String name,
        @Nullable String user,
        @Nullable Instant until) {}
