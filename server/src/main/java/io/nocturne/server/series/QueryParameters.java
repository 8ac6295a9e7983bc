package io.nocturne.server.series;

import io.nocturne.server.platform.web.ProblemException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.util.MultiValueMap;

/// Reads the parameters of a query; what is wrong is named, with what is allowed.
///
/// **Errors** - [ProblemException] `request-invalid`; a misspelled parameter too, because ignored
/// silently it would give a wrong answer that looks right.
/// **Threads** - confined to the caller's.
final class QueryParameters {

    static final int MAX_METRICS = 20;

    private static final int MAX_TEXT = 4_096;
    private static final int MAX_HOSTS = 10_000;
    private static final Instant FIRST_TIME = Instant.EPOCH;
    private static final Instant LAST_TIME = Instant.parse("9999-01-01T00:00:00Z");

    private final MultiValueMap<String, String> given;

    QueryParameters(MultiValueMap<String, String> given, String... allowed) {
        this.given = given;
        Set<String> known = new TreeSet<>(List.of(allowed));
        given.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw ProblemException.invalid("parameter '%s' is unknown, allowed are %s".formatted(name, known));
                });
    }

    /// The metrics that must be named.
    List<String> metrics() {
        if (!given.containsKey("metric")) {
            throw ProblemException.invalid("parameter 'metric' is missing");
        }
        return metricsIfAny();
    }

    /// The metrics that may be named; none means all.
    List<String> metricsIfAny() {
        List<String> metrics =
                given.getOrDefault("metric", List.of()).stream().distinct().toList();
        if (metrics.size() > MAX_METRICS || metrics.contains("")) {
            throw ProblemException.invalid("parameter 'metric' must be given 1 to %d times".formatted(MAX_METRICS));
        }
        return metrics;
    }

    /// The one metric that must be named.
    String metric() {
        return text("metric").orElseThrow(() -> ProblemException.invalid("parameter 'metric' is missing"));
    }

    List<UUID> hosts() {
        List<String> hosts = listed("host");
        if (hosts.size() > MAX_HOSTS) {
            throw ProblemException.invalid("parameter 'host' may name at most %d hosts".formatted(MAX_HOSTS));
        }
        return hosts.stream().map(QueryParameters::uuid).toList();
    }

    /// The values of a parameter that may be given more than once, and each time with several between commas.
    List<String> listed(String name) {
        return given.getOrDefault(name, List.of()).stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }

    Optional<String> text(String name) {
        List<String> texts = given.getOrDefault(name, List.of());
        if (texts.size() > 1) {
            throw ProblemException.invalid(
                    "parameter '%s' is given %d times, allowed is once".formatted(name, texts.size()));
        }
        return texts.stream().filter(text -> !text.isEmpty()).findFirst();
    }

    int number(String name, int otherwise, int least, int most) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        String digits = text.get();
        int number = digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : -1;
        if (number < least || number > most) {
            throw ProblemException.invalid("parameter '%s' must be %d to %d".formatted(name, least, most));
        }
        return number;
    }

    Optional<Instant> time(String name) {
        return text(name).map(text -> {
            try {
                Instant time = Instant.parse(text);
                if (!time.isBefore(FIRST_TIME) && time.isBefore(LAST_TIME)) {
                    return time;
                }
            } catch (DateTimeParseException e) {
                // Said below, like a time that no sample has.
            }
            throw ProblemException.invalid(
                    "parameter '%s' must be a time like 2026-11-22T10:00:00Z, from %s to before %s"
                            .formatted(name, FIRST_TIME, LAST_TIME));
        });
    }

    /// `key=value,key=value`; a backslash before a comma or a backslash in a value keeps it. A backslash
    /// before anything else, or at the end, is itself; an equals sign in a value too.
    Map<String, String> pairs(String name) {
        Map<String, String> pairs = new TreeMap<>();
        String text = text(name).orElse("");
        if (text.length() > MAX_TEXT) {
            throw ProblemException.invalid("parameter '%s' has more than %d characters".formatted(name, MAX_TEXT));
        }
        // A comma at the end leaves an empty pair behind it, which is none.
        for (int at = 0; !text.isEmpty() && at <= text.length(); at++) {
            int equals = text.indexOf('=', at);
            String key = equals < 0 ? "" : text.substring(at, equals);
            if (key.isEmpty() || key.indexOf(',') >= 0 || pairs.containsKey(key)) {
                throw ProblemException.invalid(
                        "parameter '%s' must be key=value,key=value with each key once".formatted(name));
            }
            StringBuilder value = new StringBuilder();
            at = value(text, equals + 1, value);
            pairs.put(key, value.toString());
        }
        return pairs;
    }

    /// Reads a value up to its comma and returns where that stands, or the text's length.
    private static int value(String text, int from, StringBuilder value) {
        int at = from;
        while (at < text.length() && text.charAt(at) != ',') {
            boolean keeps = text.charAt(at) == '\\'
                    && at + 1 < text.length()
                    && (text.charAt(at + 1) == ',' || text.charAt(at + 1) == '\\');
            at += keeps ? 1 : 0;
            value.append(text.charAt(at));
            at++;
        }
        return at;
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("parameter 'host' must be a host's id, a UUID");
        }
    }
}
