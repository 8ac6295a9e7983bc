package io.nocturne.server.rule.file;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.RuleSettings;
import io.nocturne.model.alert.RuleSettings.Threshold;
import io.nocturne.server.rule.AlertsFileSection;
import io.nocturne.server.rule.AlertsFileSection.Taken;
import io.nocturne.server.rule.DefaultRules;
import io.nocturne.server.rule.FileFault;
import io.nocturne.server.rule.FileFaults;
import io.nocturne.server.rule.FileNode;
import io.nocturne.server.rule.Layers;
import io.nocturne.server.rule.RuleCheck;
import io.nocturne.server.rule.RuleFault;
import io.nocturne.server.rule.RuleSet;
import io.nocturne.server.rule.RuleUnit;
import io.nocturne.server.rule.Rules;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.StreamReader;

/// Reads an `alerts.yml`, in the short form and in the full one, and finds everything that is wrong with it.
///
/// **Shape** - at most [#MAX_BYTES] and [#MAX_DEPTH] maps and lists in each other; no anchors, aliases and
/// tags of programs. What the file does not name stays as it is.
/// **Threads** - immutable.
final class AlertsFileReader {

    static final int MAX_BYTES = 1 << 20;
    static final int MAX_DEPTH = 12;

    private static final String THRESHOLDS = "thresholds";
    /// Also stands for what the short form says of rules.
    static final String RULES_KEY = "rules";

    /// Sections that some version of some module understands.
    private static final List<String> OF_OTHERS = List.of("channels", "receivers", "routes");

    private static final BigDecimal LEAST_PERCENT = BigDecimal.ONE;
    private static final BigDecimal MOST_PERCENT = BigDecimal.valueOf(100);

    private final Map<String, AlertsFileSection> sections;
    private final boolean knowsAllRules;

    private AlertsFileReader(List<AlertsFileSection> sections, boolean knowsAllRules) {
        this.knowsAllRules = knowsAllRules;
        Map<String, AlertsFileSection> byKey = new LinkedHashMap<>();
        sections.forEach(section -> byKey.put(section.key(), section));
        this.sections = Collections.unmodifiableMap(byKey);
    }

    /// For a server that has all rules and modules.
    static AlertsFileReader of(List<AlertsFileSection> sections) {
        return new AlertsFileReader(sections, true);
    }

    /// For a look at a file where there is no server.
    static AlertsFileReader alone(List<AlertsFileSection> sections) {
        return new AlertsFileReader(sections, false);
    }

    /// The keys of the sections that somebody here understands.
    Set<String> sectionKeys() {
        return sections.keySet();
    }

    /// What a file says, against the rules that are there. With `replace`, rules that the file does not have
    /// go.
    AlertsFile read(byte[] content, RuleSet present, boolean replace) {
        FileFaults faults = new FileFaults();
        Map<String, AlertRule> rules = new LinkedHashMap<>();
        if (!replace) {
            present.rules().forEach(rule -> rules.put(rule.ruleId(), rule));
        }
        SequencedMap<String, Taken> taken = new LinkedHashMap<>();
        root(content, faults).ifPresent(root -> {
            Map<String, FileNode> fields = root.fields(keys());
            Optional.ofNullable(fields.get(RULES_KEY)).ifPresent(node -> rules(node, rules, present, faults));
            Optional.ofNullable(fields.get(THRESHOLDS)).ifPresent(node -> thresholds(node, rules));
            sections.forEach((key, section) -> Optional.ofNullable(fields.get(key))
                    .ifPresent(node -> taken.put(key, section.check(node, List.copyOf(taken.values())))));
            fields.forEach(this::lookAtOthers);
        });
        return new AlertsFile(List.copyOf(rules.values()), taken, faults.told(), faults.count(), faults.notes());
    }

    private Set<String> keys() {
        Set<String> keys = new TreeSet<>(OF_OTHERS);
        keys.add(THRESHOLDS);
        keys.add(RULES_KEY);
        keys.addAll(sections.keySet());
        return keys;
    }

    /// Nobody here understands them yet: their examples are told, and their rest waits.
    private void lookAtOthers(String key, FileNode node) {
        if (OF_OTHERS.contains(key) && !sections.containsKey(key) && node.isList()) {
            node.entries();
        }
    }

    private static void rules(FileNode node, Map<String, AlertRule> rules, RuleSet present, FileFaults faults) {
        Map<String, String> seen = new LinkedHashMap<>();
        List<FileNode> items = node.items();
        if (items.size() > Rules.MAX_RULES) {
            node.fault("has %d entries, allowed are %d".formatted(items.size(), Rules.MAX_RULES));
            return;
        }
        for (FileNode item : items) {
            RuleReader.read(item, faults).ifPresent(rule -> {
                String before = seen.putIfAbsent(rule.ruleId(), item.path());
                if (before != null) {
                    item.fault("has the id '%s', which %s has already".formatted(rule.ruleId(), before));
                } else {
                    long version =
                            present.find(rule.ruleId()).map(AlertRule::version).orElse(0L);
                    rules.put(rule.ruleId(), with(rule, version, rule.settings()));
                }
            });
        }
    }

    /// The short form moves the thresholds of rules that are there, or of defaults that are not there any more.
    private void thresholds(FileNode node, Map<String, AlertRule> rules) {
        node.fields().forEach((ruleId, field) -> {
            AlertRule rule = rules.get(ruleId);
            if (rule == null) {
                rule = DefaultRules.find(ruleId).orElse(null);
            }
            if (rule == null) {
                unknown(ruleId, field, rules.keySet());
                return;
            }
            Map<String, FileNode> levels = field.fields(List.of("warning", "critical"));
            RuleUnit unit = RuleUnit.of(rule.source());
            RuleSettings settings = rule.settings();
            RuleSettings moved = new RuleSettings(
                    settings.enabled(),
                    moved(settings.warning(), levels.get("warning"), unit),
                    moved(settings.critical(), levels.get("critical"), unit),
                    settings.keepFiringForSeconds(),
                    settings.guidance(),
                    settings.runbookUrl());
            AlertRule changed = with(rule, rule.version(), moved);
            rules.put(ruleId, changed);
            RuleCheck.faults(changed).forEach(fault -> tell(fault, field, levels));
        });
    }

    private void unknown(String ruleId, FileNode field, Set<String> known) {
        if (knowsAllRules) {
            field.faultOfKey(
                    "there is no rule of that id; there are %s".formatted(String.join(", ", new TreeSet<>(known))));
        } else if (RuleCheck.ID.matcher(ruleId).matches()) {
            field.note("is no default rule; a server takes this file only if it has a rule of that id");
        } else {
            field.faultOfKey("this can be no rule's id, allowed is " + RuleCheck.ID);
        }
    }

    private static void tell(RuleFault fault, FileNode field, Map<String, FileNode> levels) {
        FileNode at = levels.entrySet().stream()
                .filter(level -> fault.path().startsWith("settings." + level.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(field);
        at.fault(fault.message());
    }

    private static @Nullable Threshold moved(@Nullable Threshold threshold, @Nullable FileNode field, RuleUnit unit) {
        if (field == null) {
            return threshold;
        }
        Double raise = percent(field, unit);
        if (raise == null) {
            return threshold;
        }
        if (threshold == null) {
            return new Threshold(null, raise, null, null);
        }
        Double before = threshold.raise();
        Double clear = threshold.clear();
        return new Threshold(
                threshold.enabled(),
                raise,
                clear == null || before == null ? clear : Double.valueOf(Layers.moved(clear, before, raise)),
                threshold.forSeconds());
    }

    /// A number alone is percent where the rule looks at a fraction.
    private static @Nullable Double percent(FileNode field, RuleUnit unit) {
        String text = field.text().orElse(null);
        if (text == null) {
            return null;
        }
        boolean isShare = unit == RuleUnit.FRACTION || unit == RuleUnit.CPU_SHARE;
        String written = isShare && !text.strip().endsWith("%") ? text + "%" : text;
        try {
            double value = Quantity.parse(written, unit);
            BigDecimal percent = BigDecimal.valueOf(value).movePointRight(2);
            boolean isFraction =
                    percent.compareTo(LEAST_PERCENT) <= 0 && !text.strip().endsWith("%");
            boolean isTooMuch = unit == RuleUnit.FRACTION && percent.compareTo(MOST_PERCENT) > 0;
            if (isShare && (isFraction || isTooMuch)) {
                field.fault("is %s, allowed is a number of percent up to 100: 80 is 80 %%".formatted(field.shown()));
                return null;
            }
            return value;
        } catch (IllegalArgumentException e) {
            String allowed = isShare ? "allowed is a number of percent like 80" : String.valueOf(e.getMessage());
            field.fault("is %s, %s".formatted(field.shown(), allowed));
            return null;
        }
    }

    private static AlertRule with(AlertRule rule, long version, RuleSettings settings) {
        return new AlertRule(
                rule.ruleId(),
                rule.name(),
                version,
                rule.source(),
                rule.comparison(),
                rule.hosts(),
                settings,
                rule.layers(),
                rule.labels(),
                rule.updatedBy(),
                rule.updatedAt());
    }

    private static Optional<FileNode> root(byte[] content, FileFaults faults) {
        if (content.length > MAX_BYTES) {
            faults.fault(new FileFault(
                    1, 1, "", "the file has %d bytes, allowed are %d".formatted(content.length, MAX_BYTES)));
            return Optional.empty();
        }
        Optional<String> text = decoded(content, faults);
        if (text.isEmpty() || !isBounded(text.get(), faults)) {
            return Optional.empty();
        }
        Node node = yaml().compose(new StringReader(text.get()));
        return node == null ? Optional.empty() : Optional.of(FileNode.root(node, faults));
    }

    private static Optional<String> decoded(byte[] content, FileFaults faults) {
        String text = new String(content, StandardCharsets.UTF_8);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
        } catch (CharacterCodingException _) {
            faults.fault(at(text, text.indexOf('\uFFFD'), "is no UTF-8 text"));
            return Optional.empty();
        }
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        for (int i = 0; i < plain.length(); i += Character.charCount(plain.codePointAt(i))) {
            if (!StreamReader.isPrintable(plain.codePointAt(i))) {
                faults.fault(at(plain, i, "holds U+%04X, which a text may not hold".formatted(plain.codePointAt(i))));
                return Optional.empty();
            }
        }
        return Optional.of(plain);
    }

    private static FileFault at(String text, int index, String message) {
        String before = text.substring(0, Math.max(0, index));
        int line = (int) before.chars().filter(sign -> sign == '\n').count() + 1;
        return new FileFault(line, before.length() - before.lastIndexOf('\n'), "", message);
    }

    /// Goes through the file once before anything is made of it.
    private static boolean isBounded(String text, FileFaults faults) {
        int depth = 0;
        try {
            for (Event event : yaml().parse(new StringReader(text))) {
                depth += event instanceof CollectionStartEvent ? 1 : 0;
                depth -= event instanceof CollectionEndEvent ? 1 : 0;
                String fault = depth > MAX_DEPTH
                        ? "more than %d maps and lists stand in each other".formatted(MAX_DEPTH)
                        : unwanted(event);
                if (fault != null) {
                    faults.fault(at(event.getStartMark(), fault));
                    return false;
                }
            }
            // What only shows when the events become a document: a second one.
            yaml().compose(new StringReader(text));
            return true;
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            // Not the parser's whole message: it repeats lines of the file, and a line can be a secret.
            faults.fault(
                    mark == null
                            ? new FileFault(1, 1, "", "this is no YAML")
                            : at(mark, "this is no YAML: " + e.getProblem()));
            return false;
        } catch (YAMLException _) {
            faults.fault(new FileFault(1, 1, "", "this is no YAML"));
            return false;
        }
    }

    private static @Nullable String unwanted(Event event) {
        return switch (event) {
            case AliasEvent _ -> "aliases (*name) are not allowed; write the value out";
            case NodeEvent node
            when node.getAnchor() != null -> "anchors (&name) are not allowed; write the value out where it is wanted";
            case ScalarEvent scalar when scalar.getTag() != null -> "tags (!name) are not allowed";
            case CollectionStartEvent start when start.getTag() != null -> "tags (!name) are not allowed";
            default -> null;
        };
    }

    private static FileFault at(Mark mark, String message) {
        return new FileFault(mark.getLine() + 1, mark.getColumn() + 1, "", message);
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_BYTES);
        options.setNestingDepthLimit(2 * MAX_DEPTH);
        options.setMaxAliasesForCollections(0);
        return new Yaml(new SafeConstructor(options));
    }
}
