package io.nocturne.server.alert;

import io.nocturne.server.alert.observe.WatchedRule;
import io.nocturne.server.rule.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rules by which samples are judged now.
///
/// **Threads** - immutable.
record RulesInForce(long generation, List<WatchedRule> rules, Map<String, WatchedRule> byId) {

    static final RulesInForce NONE = new RulesInForce(Long.MIN_VALUE, List.of(), Map.of());

    private static final Logger log = LoggerFactory.getLogger(RulesInForce.class);

    RulesInForce {
        rules = List.copyOf(rules);
        byId = Map.copyOf(byId);
    }

    /// Whether nobody has said yet what they are.
    boolean isNone() {
        return generation == NONE.generation;
    }

    static RulesInForce of(RuleSet set) {
        List<WatchedRule> rules = new ArrayList<>();
        Map<String, WatchedRule> byId = new HashMap<>();
        set.rules().forEach(rule -> {
            try {
                WatchedRule watched = new WatchedRule(rule);
                rules.add(watched);
                byId.put(rule.ruleId(), watched);
            } catch (IllegalArgumentException e) {
                log.error("rule {} is not looked at: {}", rule.ruleId(), e.getMessage());
            }
        });
        return new RulesInForce(set.generation(), rules, byId);
    }

    Optional<WatchedRule> find(String ruleId) {
        return Optional.ofNullable(byId.get(ruleId));
    }
}
