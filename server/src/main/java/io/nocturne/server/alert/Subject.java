package io.nocturne.server.alert;

import io.nocturne.model.alert.Severity;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.rule.EffectiveRule;
import io.nocturne.server.rule.EffectiveRule.Level;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What an alert is about: an instance of a host and the rule as it counts for it.
///
/// **Absent** - `series` where the rule looks at the host itself; `unit` of what has none; `detail` where the
/// rule's source has nothing to add.
record Subject(
        UUID hostId,
        String host,
        Map<String, String> tags,
        @Nullable SeriesKey series,
        EffectiveRule rule,
        @Nullable String unit,
        @Nullable String detail) {

    Subject withDetail(String text) {
        return new Subject(hostId, host, tags, series, rule, unit, text);
    }

    /// Its labels but for the severity, which changes.
    Map<String, String> labels() {
        Map<String, String> labels = new HashMap<>(rule.rule().labels());
        if (series != null) {
            labels.putAll(series.attributes());
        }
        labels.putAll(tags);
        labels.put("host", host);
        labels.put("alertname", rule.rule().ruleId());
        return labels;
    }

    @Nullable
    Double threshold(Severity severity) {
        return rule.level(severity).map(Level::raise).orElse(null);
    }

    static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
