package io.nocturne.model.alert;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A rule: what is looked at on which hosts, and from where on somebody should know.
///
/// **Shape** - `ruleId` is a short word that stays (`cpu`, `disk-free`); `hosts` match a host's tags and its
/// name as `host`, none meaning all. `settings` is the global layer, `layers` those above it. `labels` are
/// added to the labels of its alerts. `version` goes up with each change; who changes a rule names the one that
/// was read.
/// **Absent** - `updatedBy` and `updatedAt` in what a client sends; a `version` that is left out reads as 0,
/// which no rule has that is there.
public record AlertRule(
        String ruleId,
        String name,

        @JsonSetter(nulls = Nulls.AS_EMPTY) long version,

        RuleSource source,
        Comparison comparison,
        List<Matcher> hosts,
        RuleSettings settings,
        List<RuleLayer> layers,
        Map<String, String> labels,
        @Nullable String updatedBy,
        @Nullable Instant updatedAt) {

    public AlertRule {
        comparison = comparison == null ? Comparison.ABOVE : comparison;
        hosts = hosts == null ? List.of() : List.copyOf(hosts);
        settings = settings == null ? RuleSettings.INHERITED : settings;
        layers = layers == null ? List.of() : List.copyOf(layers);
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }
}
