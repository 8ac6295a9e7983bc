package io.nocturne.server.alert;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which alerts another one explains, as it was told last.
///
/// **Threads** - safe; one tells, whoever likes asks.
final class Suppressed {

    private volatile Map<String, String> by = Map.of();

    boolean isOther(Map<String, String> now) {
        return !by.equals(now);
    }

    /// The alerts of which it is otherwise now.
    Set<String> replace(Map<String, String> now) {
        Map<String, String> before = by;
        by = Map.copyOf(now);
        Set<String> changed = new HashSet<>(before.keySet());
        changed.addAll(now.keySet());
        changed.removeIf(alertId -> before.getOrDefault(alertId, "").equals(now.getOrDefault(alertId, "")));
        return changed;
    }

    /// **Absent** - where nothing explains the alert.
    @Nullable
    String by(String alertId) {
        return by.get(alertId);
    }
}
