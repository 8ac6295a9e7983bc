package io.nocturne.server.platform.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a field or a parameter of a type must be, in the words of the API.
final class Wanted {

    private static final List<Class<?>> WHOLE = List.of(int.class, Integer.class, long.class, Long.class);
    private static final List<Class<?>> NUMBERS = List.of(double.class, Double.class, float.class, Float.class);

    private Wanted() {}

    static String of(@Nullable Class<?> type) {
        if (type == null) {
            return "what the API describes";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> name(type, (Enum<?>) constant))
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (WHOLE.contains(type)) {
            boolean small = type == int.class || type == Integer.class;
            return "a whole number of at most %d bits".formatted(small ? Integer.SIZE : Long.SIZE);
        }
        if (NUMBERS.contains(type)) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        return ofObject(type);
    }

    private static String ofObject(Class<?> type) {
        if (type == String.class) {
            return "a text";
        }
        if (type == Instant.class) {
            return "a time like 2026-11-22T10:00:00Z";
        }
        if (type == UUID.class) {
            return "an id, a UUID";
        }
        return type.isArray() || Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    private static String name(Class<?> type, Enum<?> constant) {
        try {
            JsonProperty given = type.getField(constant.name()).getAnnotation(JsonProperty.class);
            return given == null ? constant.name() : given.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("every enum has a field for each constant", e);
        }
    }
}
