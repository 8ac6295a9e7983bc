package io.nocturne.server.platform.web;

import io.nocturne.model.problem.ProblemCode;
import io.nocturne.model.text.PlainText;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Writes problem+json where no controller is at work: in filters.
///
/// **Threads** - immutable.
@Component
public class Problems {

    /// A detail may repeat what was asked, which may be long and hold anything.
    private static final int MAX_DETAIL = 1_000;
    static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final JsonMapper json;

    public Problems(JsonMapper json) {
        this.json = json;
    }

    /// Answers a request with a problem; does nothing when an answer is under way already.
    public void write(HttpServletResponse response, ProblemCode code, String detail) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.setStatus(code.status());
        retryAfter(code).ifPresent(seconds -> response.setHeader(HttpHeaders.RETRY_AFTER, seconds));
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding("UTF-8");
        response.getOutputStream().write(json.writeValueAsBytes(of(code, detail)));
    }

    /// When to come again, for the codes that say "later".
    static Optional<String> retryAfter(ProblemCode code) {
        return code == ProblemCode.OVERLOADED || code == ProblemCode.UNAVAILABLE
                ? Optional.of(Long.toString(RETRY_AFTER.toSeconds()))
                : Optional.empty();
    }

    static ProblemDetail of(ProblemCode code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatusCode.valueOf(code.status()), PlainText.quoted(detail, MAX_DETAIL));
        problem.setType(URI.create("urn:nocturne:problem:" + code.code()));
        problem.setTitle(code.title());
        problem.setProperty("code", code.code());
        return problem;
    }
}
