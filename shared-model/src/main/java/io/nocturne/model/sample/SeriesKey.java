package io.nocturne.model.sample;

import io.nocturne.model.text.PlainText;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What one series of a host measures: a metric and the attributes that tell it from its siblings.
///
/// **Shape** - `attributes` sorted by key, at most [#MAX_ATTRIBUTES]; may be empty. Their
/// values stand as [PlainText] shows them, so that [#canonical()] is one line of Unicode and no
/// two keys share its bytes.
/// **Errors** - [IllegalArgumentException] naming the part that is out of bounds.
/// **Threads** - immutable.
public record SeriesKey(String metric, SortedMap<String, String> attributes) implements Comparable<SeriesKey> {

    public static final int MAX_ATTRIBUTES = 16;
    public static final int MAX_NAME_LENGTH = 128;
    public static final int MAX_VALUE_LENGTH = 512;

    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_.:/-]*");

    public SeriesKey {
        requireName("metric", metric);
        attributes = attributes == null ? new TreeMap<>() : new TreeMap<>(attributes);
        if (attributes.size() > MAX_ATTRIBUTES) {
            throw new IllegalArgumentException(
                    "series %s has %d attributes, allowed are %d".formatted(metric, attributes.size(), MAX_ATTRIBUTES));
        }
        attributes.forEach((key, value) -> requireAttribute(metric, key, value));
        attributes.replaceAll((_, value) -> PlainText.shown(value));
        attributes = Collections.unmodifiableSortedMap(attributes);
    }

    public static SeriesKey of(String metric) {
        return new SeriesKey(metric, new TreeMap<>());
    }

    public static SeriesKey of(String metric, Map<String, String> attributes) {
        return new SeriesKey(metric, new TreeMap<>(attributes));
    }

    /// One line that is equal for equal keys only, in the exposition style: `metric{key="value",…}`.
    public String canonical() {
        StringBuilder text = new StringBuilder(metric).append('{');
        attributes.forEach((key, value) -> {
            if (text.charAt(text.length() - 1) != '{') {
                text.append(',');
            }
            text.append(key).append("=\"").append(escape(value)).append('"');
        });
        return text.append('}').toString();
    }

    @Override
    public int compareTo(SeriesKey other) {
        return canonical().compareTo(other.canonical());
    }

    @Override
    public String toString() {
        return canonical();
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static void requireAttribute(String metric, String key, String value) {
        requireName("attribute of " + metric, key);
        if (value == null || value.length() > MAX_VALUE_LENGTH) {
            throw new IllegalArgumentException("attribute %s of %s must be a text of at most %d characters"
                    .formatted(key, metric, MAX_VALUE_LENGTH));
        }
    }

    private static void requireName(String what, String name) {
        if (name == null
                || name.length() > MAX_NAME_LENGTH
                || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("%s name '%s' must match %s and have at most %d characters"
                    .formatted(what, PlainText.quoted(String.valueOf(name), 40), NAME, MAX_NAME_LENGTH));
        }
    }
}
