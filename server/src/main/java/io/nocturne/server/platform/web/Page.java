package io.nocturne.server.platform.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/// A part of a list that may be long, and where the rest begins.
///
/// **Shape** - `items` in the list's order; `nextCursor` names the last of them, so that what is added
/// or taken away meanwhile neither doubles nor hides another entry.
/// **Absent** - `nextCursor` at the end of the list.
/// **Threads** - immutable.
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    public static final int MAX_LIMIT = 1_000;

    /// For `@RequestParam`, where a constant text is wanted.
    public static final String DEFAULT_LIMIT = "1000";

    public Page {
        items = List.copyOf(items);
    }

    /// The first entries behind a cursor.
    ///
    /// **Shape** - `sorted` ascending by `key`, which no two entries share.
    /// **Errors** - [ProblemException] `request-invalid` for a limit out of bounds or a cursor that is none
    /// of ours.
    public static <T> Page<T> of(Stream<T> sorted, Function<T, String> key, @Nullable String cursor, int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemException.invalid("parameter 'limit' must be 1 to %d".formatted(MAX_LIMIT));
        }
        String after = cursor == null ? null : decoded(cursor);
        List<T> found = sorted.filter(item -> after == null || key.apply(item).compareTo(after) > 0)
                .limit(limit + 1L)
                .toList();
        List<T> items = found.subList(0, Math.min(limit, found.size()));
        return new Page<>(items, found.size() > limit ? encoded(key.apply(items.getLast())) : null);
    }

    public <R> Page<R> map(Function<T, R> change) {
        return new Page<>(items.stream().map(change).toList(), nextCursor);
    }

    /// The items, with a `Link` header to the next page if there is one.
    public ResponseEntity<List<T>> answer(String path, int limit) {
        return linked(path, limit).body(items);
    }

    /// An answer with that header and no body yet.
    public ResponseEntity.BodyBuilder linked(String path, int limit) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        return nextCursor == null
                ? answer
                : answer.header(
                        HttpHeaders.LINK, "<%s?limit=%d&cursor=%s>; rel=\"next\"".formatted(path, limit, nextCursor));
    }

    private static String encoded(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("parameter 'cursor' must be one that an answer of this list gave");
        }
    }
}
