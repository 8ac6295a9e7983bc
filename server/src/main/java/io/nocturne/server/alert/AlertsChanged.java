package io.nocturne.server.alert;

import io.nocturne.model.alert.Alert;
import java.util.List;

/// Alerts took a step, and it is in the database; or what explains them is another. `alerts` as they are now,
/// each once.
public record AlertsChanged(List<Alert> alerts) {

    public AlertsChanged {
        alerts = List.copyOf(alerts);
    }
}
