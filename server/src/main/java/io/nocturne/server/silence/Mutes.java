package io.nocturne.server.silence;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Whether somebody said that alerts are not to be told now. Cheap enough to be asked for every alert at every
/// step.
///
/// **Threads** - safe; answers from memory.
public interface Mutes {

    /// The ids of the silences and maintenance windows that are active at a time and match an alert's labels.
    List<String> muting(Map<String, String> labels, Instant at);

    /// Whether a host is expected not to report at a time.
    ///
    /// **Shape** - `labels` are the host's tags and its name as `host`.
    boolean isAbsenceExpected(Map<String, String> labels, Instant at);

    /// The first time after that at which an absence begins or ends by itself; [Instant#MAX] if there
    /// is none.
    Instant nextAbsence(Instant after);
}
