package io.nocturne.agent.link;

import io.nocturne.agent.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// What the server answered.
///
/// **Shape** - `body` is complete and at most as long as [SecureServer] reads. `retryAfter` as the server
/// asked for.
/// **Threads** - immutable.
public record Answer(int status, String body, Optional<Duration> retryAfter) {

    private static final int SUCCESS = 200;
    private static final int SUCCESS_END = 300;

    public boolean isSuccess() {
        return status >= SUCCESS && status < SUCCESS_END;
    }

    /// The problem that a Nocturne server names; empty when the answer is no problem+json with a code: then
    /// it may come from a proxy, and says nothing about the request.
    public Optional<NamedProblem> problem() {
        try {
            JsonObject problem = JsonObject.parse(body);
            return problem.text("code").map(code -> new NamedProblem(code, problem.text("detail")));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /// One line for a log: the status and what the server said of it.
    public String summary() {
        return problem()
                .map(problem -> "%d %s%s"
                        .formatted(
                                status,
                                problem.code(),
                                problem.detail().map(detail -> ": " + detail).orElse("")))
                .orElseGet(() -> "status " + status);
    }

    /// The code of a problem that this server's API defines, and what it says in words.
    public record NamedProblem(String code, Optional<String> detail) {}
}
