package io.nocturne.model.fleet;

import io.nocturne.model.text.PlainText;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a host says of itself when its agent enrols.
///
/// **Shape** - `machineKey` is a hash of the machine's own identity, the same at every enrolment; `tags`
/// are the operator's, at most [#MAX_TAGS], keys and values at most [#MAX_TAG_TEXT] characters,
/// [#MAX_TAGS_TEXT] in all. Names and tags have no hidden characters; what the system says of itself
/// stands as [PlainText] shows it.
/// **Absent** - what the host does not tell.
/// **Errors** - [IllegalArgumentException] naming the field that is wrong.
public record HostDescription(
        String machineKey,
        String name,
        @Nullable String osName,
        @Nullable String osVersion,
        @Nullable String architecture,
        @Nullable Integer logicalCpus,
        @Nullable Long memoryBytes,
        @Nullable String agentVersion,
        Map<String, String> tags) {

    public static final int MAX_TEXT = 255;
    public static final int MAX_TAGS = 32;
    public static final int MAX_TAG_TEXT = 128;

    /// All keys and values together, so that a list of many hosts stays small.
    public static final int MAX_TAGS_TEXT = 4_096;

    public HostDescription {
        machineKey = requireName("machineKey", Objects.requireNonNullElse(machineKey, ""));
        name = requireName("name", Objects.requireNonNullElse(name, ""));
        osName = PlainText.requireShown("osName", osName, MAX_TEXT);
        osVersion = PlainText.requireShown("osVersion", osVersion, MAX_TEXT);
        architecture = PlainText.requireShown("architecture", architecture, MAX_TEXT);
        agentVersion = PlainText.requireShown("agentVersion", agentVersion, MAX_TEXT);
        requireNotNegative("logicalCpus", logicalCpus);
        requireNotNegative("memoryBytes", memoryBytes);
        tags = requireTags(tags == null ? Map.of() : tags);
    }

    private static String requireName(String field, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + " must not be blank");
        }
        return PlainText.require(field, value, MAX_TEXT);
    }

    private static void requireNotNegative(String field, @Nullable Number value) {
        if (value != null && value.longValue() < 0) {
            throw new IllegalArgumentException("%s is %s, allowed is 0 or more".formatted(field, value));
        }
    }

    private static Map<String, String> requireTags(Map<String, String> tags) {
        if (tags.size() > MAX_TAGS) {
            throw new IllegalArgumentException("tags has %d entries, allowed are %d".formatted(tags.size(), MAX_TAGS));
        }
        int characters = 0;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            String key = PlainText.require("a tag's key", tag.getKey(), MAX_TAG_TEXT);
            if (key.isBlank() || tag.getValue() == null) {
                throw new IllegalArgumentException("a tag has a key of 1 to %d and a value of at most %d characters"
                        .formatted(MAX_TAG_TEXT, MAX_TAG_TEXT));
            }
            characters += key.length()
                    + PlainText.require("tag " + key, tag.getValue(), MAX_TAG_TEXT)
                            .length();
        }
        if (characters > MAX_TAGS_TEXT) {
            throw new IllegalArgumentException(
                    "tags has %d characters in all, allowed are %d".formatted(characters, MAX_TAGS_TEXT));
        }
        return Map.copyOf(tags);
    }
}
