package io.nocturne.server.notify.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// A text with places like `{{host}}` that an alert fills in.
///
/// **Shape** - a place is one of [#PLACES], or `tag.` or `attribute.` with a name. There are no conditions
/// and no loops. From `os` on, places are of the host's inventory.
/// **Absent** - a place that an alert has nothing for becomes nothing.
/// **Errors** - [#check] tells what is wrong and where.
/// **Threads** - immutable.
public final class Template {

    /// What may stand in a place, besides `tag.NAME` and `attribute.NAME`.
    public static final List<String> PLACES = List.of(
            "host",
            "rule",
            "severity",
            "state",
            "value",
            "threshold",
            "since",
            "duration",
            "detail",
            "guidance",
            "runbook",
            "acknowledge",
            "count",
            "os",
            "osVersion",
            "architecture",
            "cpus",
            "memory",
            "agentVersion");

    public static final String TAG = "tag.";
    public static final String ATTRIBUTE = "attribute.";

    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final Set<String> KNOWN = Set.copyOf(PLACES);

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /// What is wrong with a template, or empty.
    public static Optional<String> check(String text) {
        try {
            Template.of(text);
            return Optional.empty();
        } catch (IllegalArgumentException fault) {
            return Optional.ofNullable(fault.getMessage());
        }
    }

    /// Reads a template.
    ///
    /// **Errors** - [IllegalArgumentException] that says what is wrong at which character.
    public static Template of(String text) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, from)) {
            parts.add(new Words(text.substring(from, open)));
            int close = text.indexOf(CLOSE, open);
            if (close < 0) {
                throw new IllegalArgumentException("{{ at character %d has no }}".formatted(open + 1));
            }
            parts.add(place(text.substring(open + OPEN.length(), close).strip(), open + 1));
            from = close + CLOSE.length();
        }
        parts.add(new Words(text.substring(from)));
        return new Template(parts);
    }

    private static Place place(String name, int position) {
        boolean prefixed = named(name, TAG) || named(name, ATTRIBUTE);
        if (!prefixed && !KNOWN.contains(name)) {
            throw new IllegalArgumentException(
                    "unknown placeholder \"%s\" at character %d; allowed are %s, tag.NAME and attribute.NAME"
                            .formatted(name, position, String.join(", ", PLACES)));
        }
        return new Place(name);
    }

    private static boolean named(String name, String prefix) {
        return name.startsWith(prefix) && name.length() > prefix.length();
    }

    /// The text with each place filled by what `values` has for its name.
    public String fill(Function<String, Optional<String>> values) {
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            filled.append(
                    switch (part) {
                        case Words words -> words.text();
                        case Place place -> values.apply(place.name()).orElse("");
                    });
        }
        return filled.toString();
    }

    private sealed interface Part {}

    private record Words(String text) implements Part {}

    private record Place(String name) implements Part {}
}
