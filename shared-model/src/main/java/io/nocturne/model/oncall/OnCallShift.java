package io.nocturne.model.oncall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A time in which one person is on call, or nobody.
///
/// **Shape** - `from` inclusive, `to` exclusive.
/// **Absent** - `user` for a gap.
public record OnCallShift(
        Instant from, Instant to, @Nullable String user) {}
