package io.nocturne.server.rule.file;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.RuleLayer;
import io.nocturne.model.alert.RuleLayer.Scope;
import io.nocturne.model.alert.RuleSettings;
import io.nocturne.model.alert.RuleSettings.Threshold;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.alert.RuleSource.Aggregation;
import io.nocturne.server.rule.RuleUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/// Writes rules in the full form of `alerts.yml`: what [RuleReader] reads back to the same rules.
///
/// **Threads** - stateless.
final class RuleWriter {

    private static final int WIDTH = 118;

    private RuleWriter() {}

    static String write(List<AlertRule> rules) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setIndent(4);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(false);
        options.setWidth(WIDTH);
        options.setSplitLines(false);
        return new Yaml(options)
                .dump(Map.of("rules", rules.stream().map(RuleWriter::rule).toList()));
    }

    private static Map<String, Object> rule(AlertRule rule) {
        Map<String, Object> fields = new LinkedHashMap<>();
        RuleUnit unit = RuleUnit.of(rule.source());
        fields.put("id", rule.ruleId());
        fields.put("name", rule.name());
        source(fields, rule.source());
        if (rule.comparison() != RuleReader.usual(rule.source())) {
            fields.put("comparison", rule.comparison().name().toLowerCase(Locale.ROOT));
        }
        matchers(fields, "hosts", rule.hosts());
        settings(fields, rule.settings(), unit);
        if (!rule.labels().isEmpty()) {
            fields.put("labels", new TreeMap<>(rule.labels()));
        }
        if (!rule.layers().isEmpty()) {
            fields.put(
                    "layers",
                    rule.layers().stream().map(layer -> layer(layer, unit)).toList());
        }
        return fields;
    }

    private static void source(Map<String, Object> fields, RuleSource source) {
        switch (source) {
            case RuleSource.Metric metric -> {
                fields.put("metric", metric.metric());
                matchers(fields, "attributes", metric.attributes());
                if (metric.aggregation() != Aggregation.LAST) {
                    fields.put("aggregation", metric.aggregation().name().toLowerCase(Locale.ROOT));
                }
                duration(fields, "window", metric.windowSeconds());
                put(fields, "times", metric.times());
            }
            case RuleSource.Forecast forecast -> {
                fields.put("source", "forecast");
                fields.put("metric", forecast.metric());
                matchers(fields, "attributes", forecast.attributes());
                fields.put("limit", Quantity.text(forecast.limit(), RuleUnit.ofMetric(forecast.metric())));
                duration(fields, "history", forecast.historySeconds());
            }
            case RuleSource.HostSilent _ -> fields.put("source", "host_silent");
            case RuleSource.ClockSkew _ -> fields.put("source", "clock_skew");
            case RuleSource.DataLoss loss -> {
                fields.put("source", "data_loss");
                duration(fields, "window", loss.windowSeconds());
            }
        }
    }

    private static Map<String, Object> layer(RuleLayer layer, RuleUnit unit) {
        Map<String, Object> fields = new LinkedHashMap<>();
        switch (layer.scope()) {
            case Scope.Everywhere _ -> {}
            case Scope.Tag tag -> fields.put("tag", tag(tag));
            case Scope.Host host -> fields.put("host", host.name());
        }
        matchers(fields, "attributes", layer.attributes());
        settings(fields, layer.settings(), unit);
        return fields;
    }

    /// One line, unless it would not read back.
    private static Object tag(Scope.Tag tag) {
        boolean isPlain = !tag.key().contains("=")
                && tag.key().equals(tag.key().strip())
                && tag.value().equals(tag.value().strip());
        if (isPlain) {
            return tag.key() + "=" + tag.value();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", tag.key());
        fields.put("value", tag.value());
        return fields;
    }

    private static void settings(Map<String, Object> fields, RuleSettings settings, RuleUnit unit) {
        put(fields, "enabled", settings.enabled());
        threshold(fields, "warning", settings.warning(), unit);
        threshold(fields, "critical", settings.critical(), unit);
        duration(fields, "keep_firing_for", settings.keepFiringForSeconds());
        put(fields, "guidance", settings.guidance());
        put(fields, "runbook_url", settings.runbookUrl());
    }

    private static void threshold(
            Map<String, Object> fields, String key, @Nullable Threshold threshold, RuleUnit unit) {
        if (threshold == null) {
            return;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        put(values, "enabled", threshold.enabled());
        quantity(values, "raise", threshold.raise(), unit);
        quantity(values, "clear", threshold.clear(), unit);
        duration(values, "for", threshold.forSeconds());
        fields.put(key, values);
    }

    private static void matchers(Map<String, Object> fields, String key, List<Matcher> matchers) {
        if (!matchers.isEmpty()) {
            fields.put(key, matchers.stream().map(MatcherText::text).toList());
        }
    }

    private static void quantity(Map<String, Object> fields, String key, @Nullable Double value, RuleUnit unit) {
        put(fields, key, value == null ? null : Quantity.text(value, unit));
    }

    private static void duration(Map<String, Object> fields, String key, @Nullable Long seconds) {
        put(fields, key, seconds == null ? null : Quantity.text(seconds));
    }

    private static void put(Map<String, Object> fields, String key, @Nullable Object value) {
        if (value != null) {
            fields.put(key, value);
        }
    }
}
