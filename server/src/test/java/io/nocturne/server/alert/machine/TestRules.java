package io.nocturne.server.alert.machine;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.Comparison;
import io.nocturne.model.alert.RuleSettings;
import io.nocturne.model.alert.RuleSettings.Threshold;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.server.rule.EffectiveRule;
import io.nocturne.server.rule.EffectiveRule.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rules for tests.
public final class TestRules {

    private TestRules() {}

    public static EffectiveRule effective(@Nullable Level warning, @Nullable Level critical, Duration keepFiringFor) {
        return new EffectiveRule(
                rule("cpu", RuleSource.Metric.newest("system.cpu.utilization"), RuleSettings.INHERITED),
                warning,
                critical,
                keepFiringFor,
                null,
                null);
    }

    public static Level level(double raise, double clear, long holdSeconds) {
        return new Level(raise, clear, Duration.ofSeconds(holdSeconds));
    }

    public static AlertRule rule(String ruleId, RuleSource source, RuleSettings settings) {
        return rule(ruleId, 1, source, Comparison.ABOVE, settings);
    }

    public static AlertRule rule(
            String ruleId, long version, RuleSource source, Comparison comparison, RuleSettings settings) {
        return new AlertRule(
                ruleId,
                "Rule " + ruleId,
                version,
                source,
                comparison,
                List.of(),
                settings,
                List.of(),
                Map.of(),
                "editor",
                null);
    }

    public static RuleSettings thresholds(
            @Nullable Threshold warning, @Nullable Threshold critical, @Nullable Long keepFiringForSeconds) {
        return new RuleSettings(true, warning, critical, keepFiringForSeconds, null, null);
    }
}
