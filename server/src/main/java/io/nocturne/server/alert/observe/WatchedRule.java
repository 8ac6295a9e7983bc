package io.nocturne.server.alert.observe;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.platform.match.Matchers;
import io.nocturne.server.rule.EffectiveRule;
import io.nocturne.server.rule.Layers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A rule, ready to be asked whether it looks at a series of a host and what counts there.
///
/// **Threads** - immutable.
public final class WatchedRule {

    private final AlertRule rule;
    private final Layers layers;
    private final Matchers attributes;
    private final @Nullable String metric;

    /// **Errors** - [IllegalArgumentException] for an expression that is none.
    public WatchedRule(AlertRule rule) {
        this.rule = rule;
        this.layers = new Layers(rule);
        this.metric = switch (rule.source()) {
            case RuleSource.Metric source -> source.metric();
            case RuleSource.Forecast source -> source.metric();
            case RuleSource.HostSilent _, RuleSource.ClockSkew _, RuleSource.DataLoss _ -> null;
        };
        this.attributes = Matchers.of(
                switch (rule.source()) {
                    case RuleSource.Metric source -> source.attributes();
                    case RuleSource.Forecast source -> source.attributes();
                    case RuleSource.HostSilent _, RuleSource.ClockSkew _, RuleSource.DataLoss _ -> List.of();
                });
    }

    public AlertRule rule() {
        return rule;
    }

    public boolean isFor(String host, Map<String, String> tags) {
        return layers.isFor(host, tags);
    }

    /// What counts for a series of a host, or for the host itself; empty when the rule does not look there.
    public Optional<EffectiveRule> effective(String host, Map<String, String> tags, @Nullable SeriesKey series) {
        if (series == null) {
            return metric == null ? layers.effective(host, tags, Map.of()) : Optional.empty();
        }
        return series.metric().equals(metric) && attributes.matches(series.attributes())
                ? layers.effective(host, tags, series.attributes())
                : Optional.empty();
    }
}
