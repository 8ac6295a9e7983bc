package io.nocturne.server.rule;

import io.nocturne.model.text.PlainText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// A value in `alerts.yml` that knows where it stands. Who asks for something that it is not gets nothing, and
/// the file gets a fault with the place; so a reader goes on and finds all faults at once.
///
/// **Threads** - confined to the reading.
public final class FileNode {

    /// What an example holds where the user's own value belongs: `<webhook_url>`.
    private static final Pattern PLACEHOLDER = Pattern.compile("<[A-Za-z][A-Za-z0-9_ -]{0,63}>");

    private static final int MAX_QUOTED = 40;

    /// Where a fault of the whole is told: a field's key, and otherwise the value itself.
    private final Node key;

    private final Node node;
    private final String path;
    private final FileFaults faults;

    private FileNode(Node key, Node node, String path, FileFaults faults) {
        this.key = key;
        this.node = node;
        this.path = path;
        this.faults = faults;
    }

    /// The whole of a file.
    public static FileNode root(Node node, FileFaults faults) {
        return new FileNode(node, node, "", faults);
    }

    public String path() {
        return path;
    }

    /// Says that this value is wrong.
    public void fault(String message) {
        faults.fault(at(node, message));
    }

    /// Says that this field should not be here, or lacks something.
    public void faultOfKey(String message) {
        faults.fault(at(key, message));
    }

    /// Says something that its author should know.
    public void note(String message) {
        faults.note(at(node, message));
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    public boolean isMap() {
        return node instanceof MappingNode;
    }

    public boolean isText() {
        return node instanceof ScalarNode && !isNothing();
    }

    /// A text, a number, or true or false, as it is written.
    public Optional<String> text() {
        if (node instanceof ScalarNode scalar && !isNothing()) {
            return Optional.of(scalar.getValue());
        }
        fault("is %s, allowed is a text".formatted(kind()));
        return Optional.empty();
    }

    /// A text of bounded length that shows all its characters.
    public Optional<String> text(int most) {
        return text().flatMap(text -> {
            try {
                return Optional.of(PlainText.require("it", text, most));
            } catch (IllegalArgumentException e) {
                fault(String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        });
    }

    public Optional<Boolean> truth() {
        if (node instanceof ScalarNode scalar) {
            switch (scalar.getValue()) {
                case "true" -> {
                    return Optional.of(true);
                }
                case "false" -> {
                    return Optional.of(false);
                }
                default -> {}
            }
        }
        fault("is %s, allowed are true and false".formatted(shown()));
        return Optional.empty();
    }

    /// The entries of a list.
    public List<FileNode> items() {
        if (!(node instanceof SequenceNode list)) {
            fault("is %s, allowed is a list".formatted(kind()));
            return List.of();
        }
        List<FileNode> items = new ArrayList<>();
        for (Node item : list.getValue()) {
            items.add(new FileNode(item, item, path + "[" + items.size() + "]", faults));
        }
        return items;
    }

    /// The entries of a list; a value that is none is its only entry.
    public List<FileNode> itemsOrOne() {
        return isText() ? List.of(this) : items();
    }

    /// The entries of a list without those that still are examples, because a placeholder stands in them. That
    /// one is left out is told.
    public List<FileNode> entries() {
        return items().stream().filter(item -> !item.isExample()).toList();
    }

    /// The fields of a map, of which only some keys are allowed.
    public SequencedMap<String, FileNode> fields(Collection<String> allowed) {
        SequencedMap<String, FileNode> fields = fields();
        for (Map.Entry<String, FileNode> field : fields.entrySet()) {
            if (!allowed.contains(field.getKey())) {
                field.getValue()
                        .faultOfKey(
                                "is no key here, allowed are %s".formatted(String.join(", ", new TreeSet<>(allowed))));
            }
        }
        fields.keySet().retainAll(allowed);
        return fields;
    }

    /// The fields of a map, in the order of the file.
    public SequencedMap<String, FileNode> fields() {
        SequencedMap<String, FileNode> fields = new LinkedHashMap<>();
        if (!(node instanceof MappingNode map)) {
            fault("is %s, allowed is a map".formatted(kind()));
            return fields;
        }
        Map<String, Integer> lines = new LinkedHashMap<>();
        for (NodeTuple field : map.getValue()) {
            if (!(field.getKeyNode() instanceof ScalarNode key)) {
                new FileNode(field.getKeyNode(), field.getKeyNode(), path, faults).fault("a key must be a text");
                continue;
            }
            String name = key.getValue();
            String below = (path.isEmpty() ? "" : path + ".") + PlainText.quoted(name, MAX_QUOTED);
            Integer before = lines.putIfAbsent(name, line(key));
            if (before != null) {
                new FileNode(key, key, below, faults).fault("stands here twice, first in line " + before);
            } else {
                fields.put(name, new FileNode(key, field.getValueNode(), below, faults));
            }
        }
        return fields;
    }

    /// What stands here, shortened, for a message.
    public String shown() {
        return node instanceof ScalarNode scalar && !isNothing()
                ? "'" + PlainText.quoted(scalar.getValue(), MAX_QUOTED) + "'"
                : kind();
    }

    private boolean isNothing() {
        return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }

    private boolean isExample() {
        Optional<FileNode> placeholder = placeholder();
        placeholder.ifPresent(
                found -> found.note("is the placeholder %s still, so %s is left out".formatted(found.shown(), path)));
        return placeholder.isPresent();
    }

    private Optional<FileNode> placeholder() {
        return switch (node) {
            case ScalarNode scalar ->
                PLACEHOLDER.matcher(scalar.getValue()).matches() ? Optional.of(this) : Optional.empty();
            case SequenceNode _ ->
                items().stream().flatMap(item -> item.placeholder().stream()).findFirst();
            case MappingNode _ ->
                fields().values().stream()
                        .flatMap(field -> field.placeholder().stream())
                        .findFirst();
            default -> Optional.empty();
        };
    }

    private String kind() {
        return switch (node) {
            case SequenceNode _ -> "a list";
            case MappingNode _ -> "a map";
            default -> isNothing() ? "empty" : shown();
        };
    }

    private FileFault at(Node place, String message) {
        return new FileFault(line(place), place.getStartMark().getColumn() + 1, path, message);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
