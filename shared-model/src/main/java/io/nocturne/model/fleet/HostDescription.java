package io.nocturne.model.fleet;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a host says of itself when its agent enrols.
///
/// **Shape** - `machineKey` is a hash of the machine's own identity, the same at every enrolment; `tags` are the
/// operator's, at most [#MAX_TAGS], keys and values at most 128 characters.
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

    public static final int MAX_TAGS = 32;

    private static final int MAX_TEXT = 255;
    private static final int MAX_TAG_TEXT = 128;

    public HostDescription {
        requireText("machineKey", Objects.requireNonNullElse(machineKey, ""));
        requireText("name", Objects.requireNonNullElse(name, ""));
        requireShort("osName", osName);
        requireShort("osVersion", osVersion);
        requireShort("architecture", architecture);
        requireShort("agentVersion", agentVersion);
        tags = tags == null ? Map.of() : Map.copyOf(new TreeMap<>(tags));
        if (tags.size() > MAX_TAGS) {
            throw new IllegalArgumentException("tags has %d entries, allowed are %d".formatted(tags.size(), MAX_TAGS));
        }
        tags.forEach((key, value) -> {
            if (key.isBlank() || key.length() > MAX_TAG_TEXT || value.length() > MAX_TAG_TEXT) {
                throw new IllegalArgumentException("a tag has a key of 1 to %d and a value of at most %d characters"
                        .formatted(MAX_TAG_TEXT, MAX_TAG_TEXT));
            }
        });
    }

    private static void requireText(String field, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + " must not be blank");
        }
        requireShort(field, value);
    }

    private static void requireShort(String field, @Nullable String value) {
        if (value != null && value.length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "%s has %d characters, allowed are %d".formatted(field, value.length(), MAX_TEXT));
        }
    }
}
