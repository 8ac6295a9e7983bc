package io.nocturne.server.alert;

import java.util.Map;

/// Is told which alerts say nothing of their own because another one says enough for both, and shows it.
///
/// **Threads** - safe.
public interface Suppressions {

    /// Takes all of them as they are now; consoles hear of those that changed.
    ///
    /// **Shape** - ids of alerts that stand, each with the id of the one that explains it.
    void suppressed(Map<String, String> by);
}
