package io.nocturne.server.rule;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.json.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What becomes of one rule by an edit.
///
/// **Shape** - `fields` for a rule that is changed, by their path in JSON.
public record RuleChange(String ruleId, Kind kind, List<Field> fields) {

    private static final JsonMapper JSON = WireJson.mapper();

    /// What the server sets by itself is no change.
    private static final Set<String> BOOKKEEPING = Set.of("version", "updatedBy", "updatedAt");

    public RuleChange {
        fields = List.copyOf(fields);
    }

    /// The way from one state of a rule to the other, at least one of which is there.
    static RuleChange of(@Nullable AlertRule before, @Nullable AlertRule after) {
        if (before == null) {
            return new RuleChange(Objects.requireNonNull(after).ruleId(), Kind.ADDED, List.of());
        }
        if (after == null) {
            return new RuleChange(before.ruleId(), Kind.REMOVED, List.of());
        }
        Map<String, String> old = flat(before);
        Map<String, String> now = flat(after);
        Set<String> paths = new TreeSet<>(old.keySet());
        paths.addAll(now.keySet());
        List<Field> fields = new ArrayList<>();
        for (String path : paths) {
            if (!Objects.equals(old.get(path), now.get(path))) {
                fields.add(new Field(path, old.get(path), now.get(path)));
            }
        }
        return new RuleChange(before.ruleId(), fields.isEmpty() ? Kind.SAME : Kind.CHANGED, fields);
    }

    /// Whether anything is not as it was.
    public boolean differs() {
        return kind != Kind.SAME;
    }

    @Override
    public String toString() {
        return fields.isEmpty()
                ? "rule '%s'".formatted(ruleId)
                : "rule '%s': %s"
                        .formatted(ruleId, fields.stream().map(Field::toString).collect(Collectors.joining(", ")));
    }

    private static Map<String, String> flat(AlertRule rule) {
        Map<String, String> flat = new TreeMap<>();
        JsonNode tree = JSON.valueToTree(rule);
        tree.propertyStream()
                .filter(property -> !BOOKKEEPING.contains(property.getKey()))
                .forEach(property -> flatten(property.getKey(), property.getValue(), flat));
        return flat;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> flat) {
        if (node.isObject()) {
            node.propertyStream()
                    .forEach(property -> flatten(path + "." + property.getKey(), property.getValue(), flat));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(path + "[" + i + "]", node.get(i), flat);
            }
        } else if (node.isNumber()) {
            flat.put(path, RuleCheck.number(node.doubleValue()));
        } else {
            flat.put(path, node.asString());
        }
    }

    /// What happens to a rule as a whole.
    public enum Kind {
        @JsonProperty("added")
        ADDED,
        @JsonProperty("changed")
        CHANGED,
        @JsonProperty("removed")
        REMOVED,
        @JsonProperty("same")
        SAME
    }

    /// A part of a rule that is not as it was.
    ///
    /// **Absent** - `before` of a part that was not there, `after` of one that is there no more.
    public record Field(
            String path, @Nullable String before, @Nullable String after) {

        @Override
        public String toString() {
            return "%s %s -> %s".formatted(path, before == null ? "none" : before, after == null ? "none" : after);
        }
    }
}
