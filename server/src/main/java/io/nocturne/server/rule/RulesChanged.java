package io.nocturne.server.rule;

import java.util.Set;

/// Rules were made, edited or deleted, and the change is in the database.
///
/// **Shape** - `by` is the user, or what of the server's own did it (`alerts.yml`).
public record RulesChanged(Set<String> ruleIds, String by) {

    public RulesChanged {
        ruleIds = Set.copyOf(ruleIds);
    }
}
