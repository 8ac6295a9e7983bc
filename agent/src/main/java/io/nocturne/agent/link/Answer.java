package io.nocturne.agent.link;

import io.nocturne.model.problem.Problem;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

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
    public Optional<Problem> problem(JsonMapper json) {
        try {
            return Optional.ofNullable(json.readValue(body, Problem.class)).filter(problem -> problem.code() != null);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /// One line for a log: the status and what the server said of it.
    public String summary(JsonMapper json) {
        return problem(json)
                .map(problem -> "%d %s%s"
                        .formatted(status, problem.code(), problem.detail() == null ? "" : ": " + problem.detail()))
                .orElseGet(() -> "status " + status);
    }
}
