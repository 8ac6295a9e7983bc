package io.nocturne.server.series;

import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.platform.ProblemException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// Reads the parameters of a range query; what is wrong is named, with what is allowed.
final class QueryParameters {

    static final int MIN_POINTS = 2;
    static final int MAX_POINTS = 5_000;
    static final int MAX_METRICS = 20;
    static final int MAX_HOSTS = 50;

    private static final Set<String> KNOWN =
            new TreeSet<>(Set.of("metric", "host", "attributes", "from", "to", "points"));
    private static final int MAX_ATTRIBUTES_TEXT = 4_096;

    private QueryParameters() {}

    /// A misspelled parameter that is ignored silently gives a wrong answer that looks right.
    static void requireKnown(Set<String> given) {
        for (String name : given) {
            if (!KNOWN.contains(name)) {
                throw invalid("parameter '%s' is unknown, allowed are %s".formatted(name, KNOWN));
            }
        }
    }

    static List<String> metrics(MultiValueMap<String, String> given) {
        List<String> metrics =
                given.getOrDefault("metric", List.of()).stream().distinct().toList();
        if (metrics.isEmpty() || metrics.size() > MAX_METRICS || metrics.contains("")) {
            throw invalid("parameter 'metric' must be given 1 to %d times".formatted(MAX_METRICS));
        }
        return metrics;
    }

    static int points(int points) {
        if (points < MIN_POINTS || points > MAX_POINTS) {
            throw invalid("parameter 'points' must be %d to %d".formatted(MIN_POINTS, MAX_POINTS));
        }
        return points;
    }

    static @Nullable Instant time(String name, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw invalid("parameter '%s' must be a time like 2026-11-22T10:00:00Z".formatted(name));
        }
    }

    static Map<String, String> attributes(@Nullable String text) {
        Map<String, String> attributes = new TreeMap<>();
        if (text == null || text.isEmpty()) {
            return attributes;
        }
        if (text.length() > MAX_ATTRIBUTES_TEXT) {
            throw invalid("parameter 'attributes' has more than %d characters".formatted(MAX_ATTRIBUTES_TEXT));
        }
        for (String pair : text.split("(?<!\\\\),", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw invalid("parameter 'attributes' must be key=value,key=value");
            }
            attributes.put(pair.substring(0, equals), pair.substring(equals + 1).replaceAll("\\\\([,\\\\])", "$1"));
        }
        return attributes;
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemCode.REQUEST_INVALID, detail);
    }
}
