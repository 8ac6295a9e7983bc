package io.nocturne.server.rule.file;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.Comparison;
import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.RuleLayer;
import io.nocturne.model.alert.RuleLayer.Scope;
import io.nocturne.model.alert.RuleSettings;
import io.nocturne.model.alert.RuleSettings.Threshold;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.alert.RuleSource.Aggregation;
import io.nocturne.server.rule.FileFaults;
import io.nocturne.server.rule.FileNode;
import io.nocturne.server.rule.RuleCheck;
import io.nocturne.server.rule.RuleFault;
import io.nocturne.server.rule.RuleUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads one rule of the full form, and tells what is wrong with it at its place in the file.
///
/// **Threads** - confined to the reading.
final class RuleReader {

    static final List<String> KEYS = List.of(
            "id",
            "name",
            "source",
            "metric",
            "attributes",
            "aggregation",
            "window",
            "times",
            "limit",
            "history",
            "comparison",
            "hosts",
            "enabled",
            "warning",
            "critical",
            "keep_firing_for",
            "guidance",
            "runbook_url",
            "labels",
            "layers");

    static final List<String> LAYER_KEYS = List.of(
            "tag",
            "host",
            "attributes",
            "enabled",
            "warning",
            "critical",
            "keep_firing_for",
            "guidance",
            "runbook_url");

    private static final List<String> THRESHOLD_KEYS = List.of("enabled", "raise", "clear", "for");
    private static final int MAX_TEXT = 16_384;

    /// What the file calls that which a rule calls otherwise.
    private static final Map<String, String> KEY_OF_PART = Map.of(
            "windowSeconds", "window",
            "historySeconds", "history",
            "times", "times",
            "raise", "raise",
            "clear", "clear");

    private static final Map<String, Aggregation> AGGREGATIONS = words(Aggregation.values());
    private static final Map<String, Comparison> COMPARISONS = words(Comparison.values());
    private static final Map<String, List<String>> KEYS_OF_SOURCE = Map.of(
            "metric", List.of("metric", "attributes", "aggregation", "window", "times"),
            "forecast", List.of("metric", "attributes", "limit", "history"),
            "host_silent", List.of(),
            "clock_skew", List.of(),
            "data_loss", List.of("window"));

    private final FileNode node;
    /// Where each part of the rule stands, by its path in JSON.
    private final Map<String, FileNode> places = new HashMap<>();

    private RuleReader(FileNode node) {
        this.node = node;
    }

    /// The rule, unless something is wrong with it.
    static Optional<AlertRule> read(FileNode node, FileFaults faults) {
        int before = faults.count();
        RuleReader reader = new RuleReader(node);
        Optional<AlertRule> rule = reader.rule(node.fields(KEYS));
        if (faults.count() > before) {
            return Optional.empty();
        }
        rule.ifPresent(read -> RuleCheck.faults(read).forEach(reader::tell));
        return faults.count() > before ? Optional.empty() : rule;
    }

    /// At what the fault is about, or at what should have held it.
    private void tell(RuleFault fault) {
        String path = fault.path();
        String missing = places.containsKey(path) ? "" : path.substring(path.lastIndexOf('.') + 1);
        while (!path.isEmpty() && !places.containsKey(path)) {
            path = outer(path);
        }
        String key = KEY_OF_PART.get(missing);
        places.getOrDefault(path, node).fault(key == null ? fault.message() : key + " " + fault.message());
    }

    private static String outer(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }

    private Optional<AlertRule> rule(Map<String, FileNode> fields) {
        if (!node.isMap()) {
            return Optional.empty();
        }
        String id = text(fields, "id", "ruleId");
        if (id == null) {
            if (!fields.containsKey("id")) {
                node.fault("has no id");
            }
            return Optional.empty();
        }
        String name = text(fields, "name", "name");
        RuleSource source = source(fields);
        if (source == null) {
            return Optional.empty();
        }
        Comparison comparison = word(fields, "comparison", "comparison", COMPARISONS);
        return Optional.of(new AlertRule(
                id,
                name == null ? id : name,
                0,
                source,
                comparison == null ? usual(source) : comparison,
                matchers(fields, "hosts", "hosts"),
                settings(fields, "settings", RuleUnit.of(source)),
                layers(fields.get("layers"), RuleUnit.of(source)),
                labels(fields.get("labels")),
                null,
                null));
    }

    /// Less time until something is full is worse; of everything else it is more.
    static Comparison usual(RuleSource source) {
        return source instanceof RuleSource.Forecast ? Comparison.BELOW : Comparison.ABOVE;
    }

    private @Nullable RuleSource source(Map<String, FileNode> fields) {
        String type = "metric";
        FileNode given = fields.get("source");
        if (given != null) {
            type = given.text().orElse("");
            if (!KEYS_OF_SOURCE.containsKey(type)) {
                given.fault("is %s, allowed are %s"
                        .formatted(given.shown(), String.join(", ", new TreeSet<>(KEYS_OF_SOURCE.keySet()))));
                return null;
            }
        }
        requireOnlyItsKeys(fields, type);
        return switch (type) {
            case "host_silent" -> new RuleSource.HostSilent();
            case "clock_skew" -> new RuleSource.ClockSkew();
            case "data_loss" -> {
                Long window = required(fields, "window", "source.windowSeconds", RuleReader::seconds);
                yield window == null ? null : new RuleSource.DataLoss(window);
            }
            case "forecast" -> forecast(fields);
            default -> metric(fields);
        };
    }

    private static void requireOnlyItsKeys(Map<String, FileNode> fields, String type) {
        List<String> own = KEYS_OF_SOURCE.getOrDefault(type, List.of());
        for (List<String> keys : KEYS_OF_SOURCE.values()) {
            for (String key : keys) {
                FileNode field = fields.get(key);
                if (field != null && !own.contains(key)) {
                    field.faultOfKey("has no meaning for the source " + type);
                }
            }
        }
    }

    private @Nullable RuleSource forecast(Map<String, FileNode> fields) {
        String metric = required(fields, "metric", "source.metric", RuleReader::plain);
        RuleUnit unit = metric == null ? RuleUnit.UNKNOWN : RuleUnit.ofMetric(metric);
        Double limit = required(fields, "limit", "source.limit", field -> quantity(field, unit));
        Long history = required(fields, "history", "source.historySeconds", RuleReader::seconds);
        List<Matcher> attributes = matchers(fields, "attributes", "source.attributes");
        return metric == null || limit == null || history == null
                ? null
                : new RuleSource.Forecast(metric, attributes, limit, history);
    }

    private @Nullable RuleSource metric(Map<String, FileNode> fields) {
        String metric = required(fields, "metric", "source.metric", RuleReader::plain);
        Aggregation aggregation = word(fields, "aggregation", "source.aggregation", AGGREGATIONS);
        Long window = optional(fields, "window", "source.windowSeconds", RuleReader::seconds);
        Integer times = optional(fields, "times", "source.times", RuleReader::whole);
        List<Matcher> attributes = matchers(fields, "attributes", "source.attributes");
        return metric == null
                ? null
                : new RuleSource.Metric(
                        metric, attributes, aggregation == null ? Aggregation.LAST : aggregation, window, times);
    }

    private RuleSettings settings(Map<String, FileNode> fields, String path, RuleUnit unit) {
        return new RuleSettings(
                optional(fields, "enabled", path + ".enabled", FileNode::truth),
                threshold(fields.get("warning"), path + ".warning", unit),
                threshold(fields.get("critical"), path + ".critical", unit),
                optional(fields, "keep_firing_for", path + ".keepFiringForSeconds", RuleReader::seconds),
                text(fields, "guidance", path + ".guidance"),
                text(fields, "runbook_url", path + ".runbookUrl"));
    }

    /// A value alone is what raises it.
    private @Nullable Threshold threshold(@Nullable FileNode field, String path, RuleUnit unit) {
        if (field == null) {
            return null;
        }
        places.put(path, field);
        if (field.isText()) {
            places.put(path + ".raise", field);
            return new Threshold(null, quantity(field, unit).orElse(null), null, null);
        }
        Map<String, FileNode> fields = field.fields(THRESHOLD_KEYS);
        return new Threshold(
                optional(fields, "enabled", path + ".enabled", FileNode::truth),
                optional(fields, "raise", path + ".raise", value -> quantity(value, unit)),
                optional(fields, "clear", path + ".clear", value -> quantity(value, unit)),
                optional(fields, "for", path + ".forSeconds", RuleReader::seconds));
    }

    private List<RuleLayer> layers(@Nullable FileNode field, RuleUnit unit) {
        if (field == null) {
            return List.of();
        }
        places.put("layers", field);
        List<RuleLayer> layers = new ArrayList<>();
        for (FileNode item : field.items()) {
            String path = "layers[" + layers.size() + "]";
            places.put(path, item);
            Map<String, FileNode> fields = item.fields(LAYER_KEYS);
            layers.add(new RuleLayer(
                    scope(fields, path + ".scope"),
                    matchers(fields, "attributes", path + ".attributes"),
                    settings(fields, path + ".settings", unit)));
        }
        return layers;
    }

    private Scope scope(Map<String, FileNode> fields, String path) {
        FileNode tag = fields.get("tag");
        FileNode host = fields.get("host");
        if (tag != null && host != null) {
            tag.faultOfKey("stands beside host; a layer has one of the two, or none of them for every host");
        }
        if (host != null) {
            places.put(path, host);
            return new Scope.Host(host.text().orElse(""));
        }
        if (tag != null) {
            places.put(path, tag);
            return tag(tag);
        }
        return new Scope.Everywhere();
    }

    private static Scope tag(FileNode tag) {
        if (tag.isMap()) {
            Map<String, FileNode> fields = tag.fields(List.of("key", "value"));
            String key = plain(fields, "key");
            String value = plain(fields, "value");
            if (key == null || value == null) {
                tag.fault("needs a key and a value");
            }
            return new Scope.Tag(key == null ? "" : key, value == null ? "" : value);
        }
        String text = tag.text().orElse("=");
        int sign = text.indexOf('=');
        if (sign < 0) {
            tag.fault("is %s, allowed is KEY=VALUE".formatted(tag.shown()));
            return new Scope.Tag(text, "");
        }
        return new Scope.Tag(
                text.substring(0, sign).strip(), text.substring(sign + 1).strip());
    }

    private static @Nullable String plain(Map<String, FileNode> fields, String key) {
        FileNode field = fields.get(key);
        return field == null ? null : field.text().orElse(null);
    }

    private Map<String, String> labels(@Nullable FileNode field) {
        Map<String, String> labels = new LinkedHashMap<>();
        if (field != null) {
            places.put("labels", field);
            field.fields().forEach((name, value) -> {
                places.put("labels." + name, value);
                value.text().ifPresent(text -> labels.put(name, text));
            });
        }
        return labels;
    }

    private List<Matcher> matchers(Map<String, FileNode> fields, String key, String path) {
        FileNode field = fields.get(key);
        List<Matcher> matchers = new ArrayList<>();
        if (field != null) {
            places.put(path, field);
            for (FileNode item : field.itemsOrOne()) {
                places.put(path + "[" + matchers.size() + "]", item);
                matcher(item).ifPresent(matchers::add);
            }
        }
        return matchers;
    }

    private static Optional<Matcher> matcher(FileNode item) {
        return item.text().flatMap(text -> {
            try {
                return Optional.of(MatcherText.parse(text));
            } catch (IllegalArgumentException e) {
                item.fault(String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        });
    }

    private @Nullable String text(Map<String, FileNode> fields, String key, String path) {
        return optional(fields, key, path, RuleReader::plain);
    }

    private static Optional<String> plain(FileNode field) {
        Optional<String> text = field.text();
        if (text.isPresent() && text.get().length() > MAX_TEXT) {
            field.fault("has %d characters, allowed are %d".formatted(text.get().length(), MAX_TEXT));
            return Optional.empty();
        }
        // A text in a block ends with a line feed that nobody means.
        return text.map(read -> read.endsWith("\n") ? read.substring(0, read.length() - 1) : read);
    }

    private <T> @Nullable T word(Map<String, FileNode> fields, String key, String path, Map<String, T> words) {
        return optional(fields, key, path, field -> {
            Optional<T> found = field.text().flatMap(text -> Optional.ofNullable(words.get(text)));
            if (found.isEmpty()) {
                field.fault("is %s, allowed are %s".formatted(field.shown(), String.join(", ", words.keySet())));
            }
            return found;
        });
    }

    private <T> @Nullable T required(
            Map<String, FileNode> fields, String key, String path, Function<FileNode, Optional<T>> reading) {
        if (!fields.containsKey(key)) {
            node.fault("has no " + key);
        }
        return optional(fields, key, path, reading);
    }

    private <T> @Nullable T optional(
            Map<String, FileNode> fields, String key, String path, Function<FileNode, Optional<T>> reading) {
        FileNode field = fields.get(key);
        if (field == null) {
            return null;
        }
        places.put(path, field);
        return reading.apply(field).orElse(null);
    }

    private static Optional<Long> seconds(FileNode field) {
        return attempt(field, Quantity::seconds);
    }

    private static Optional<Double> quantity(FileNode field, RuleUnit unit) {
        return attempt(field, text -> Quantity.parse(text, unit));
    }

    private static Optional<Integer> whole(FileNode field) {
        return attempt(field, text -> {
            if (!text.matches("[0-9]{1,6}")) {
                throw new IllegalArgumentException("allowed is a whole number");
            }
            return Integer.parseInt(text);
        });
    }

    private static <T> Optional<T> attempt(FileNode field, Function<String, T> parsing) {
        return field.text().flatMap(text -> {
            try {
                return Optional.of(parsing.apply(text));
            } catch (IllegalArgumentException e) {
                field.fault("is %s, %s".formatted(field.shown(), e.getMessage()));
                return Optional.empty();
            }
        });
    }

    private static <E extends Enum<E>> Map<String, E> words(E[] values) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E value : values) {
            words.put(value.name().toLowerCase(Locale.ROOT), value);
        }
        return words;
    }
}
