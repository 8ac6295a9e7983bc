package io.nocturne.server.alert;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertTransition;
import java.util.List;
import java.util.Optional;

/// Every step that alerts took, in the order in which they were written. Whoever keeps the id of the last one
/// that was dealt with, together with what was made of it, misses none and deals with none twice.
///
/// **Threads** - safe.
public interface AlertLog {

    /// The steps behind one, ascending by id; from the first that is kept with 0.
    List<AlertTransition> after(long transitionId, int limit);

    /// An alert as it is now.
    Optional<Alert> find(String alertId);

    /// Every alert that is not over and not merely pending.
    List<Alert> open();
}
