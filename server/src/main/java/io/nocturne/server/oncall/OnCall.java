package io.nocturne.server.oncall;

import java.time.Instant;
import java.util.Optional;

/// Who is on call. Cheap enough to be asked for every message.
///
/// **Threads** - safe; answers from memory.
public interface OnCall {

    /// The user name of who is on call at a time by a schedule, which is named by its id or its name.
    ///
    /// **Absent** - when nobody is, and when there is no such schedule.
    Optional<String> now(String schedule, Instant at);

    /// Whether there is a schedule of this id or name.
    boolean isSchedule(String schedule);
}
