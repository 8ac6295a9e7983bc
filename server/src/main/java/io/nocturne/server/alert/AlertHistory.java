package io.nocturne.server.alert;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.series.TimeRange;
import java.util.List;

/// What was raised, as it is remembered.
///
/// **Threads** - safe.
public interface AlertHistory {

    /// The alerts that began to fire in a stretch of time, the newest first, at most `most` of them.
    List<Alert> firedIn(TimeRange range, int most);
}
