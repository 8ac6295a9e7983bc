package io.nocturne.server.rule;

import io.nocturne.model.alert.AlertRule;
import java.util.List;
import java.util.Optional;

/// The rules as they stand at one moment, by id.
///
/// **Shape** - `generation` goes up whenever one of them changes, within a run of the server.
/// **Threads** - immutable.
public record RuleSet(long generation, List<AlertRule> rules) {

    public RuleSet {
        rules = List.copyOf(rules);
    }

    public Optional<AlertRule> find(String ruleId) {
        return rules.stream().filter(rule -> rule.ruleId().equals(ruleId)).findFirst();
    }
}
