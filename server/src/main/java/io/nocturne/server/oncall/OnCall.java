package io.nocturne.server.oncall;

import java.time.Instant;
import java.util.Optional;

/// Who is on call. Cheap enough to be asked for every message.
///
/// **Threads** - safe; answers from memory.
public interface OnCall {

    /// The user name of who is on call by a schedule at a time.
    ///
    /// **Absent** - when nobody is, and when there is no such schedule.
    Optional<String> now(String scheduleId, Instant at);
}
