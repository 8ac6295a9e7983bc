package io.nocturne.server.platform.web;

import io.nocturne.model.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;

/// Answers with problem+json where Tomcat would answer with a page: requests that never reached the application, and
/// what the application left to it.
public final class ProblemReportValve extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(ProblemReportValve.class);
    private static final int FIRST_ERROR = 400;
    private static final int FIRST_FAULT = 500;

    /// Tomcat makes it by its name.
    public ProblemReportValve() {
        setShowReport(false);
        setShowServerInfo(false);
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < FIRST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        if (failure != null && status < FIRST_FAULT) {
            // Anybody may send what is hardly HTTP, as often as they like.
            log.debug("a request was refused with status {}: {}", status, failure.toString());
        } else if (failure != null) {
            log.error("a request failed outside of every controller; the caller got status {}", status, failure);
        }
        SecurityHeaders.write(response);
        write(response);
    }

    /// Ends an answer whose status is set with the problem of that status.
    static void write(Response response) {
        int status = response.getStatus();
        byte[] body = body(status).getBytes(StandardCharsets.UTF_8);
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            log.debug("the caller left before it could be told of status {}: {}", status, e.getMessage());
        }
    }

    /// Fixed texts only: what was asked stands in none of them. Of the statuses without a code of their own, all are
    /// the caller's fault, also 501 and 505.
    private static String body(int status) {
        ProblemCode code = Arrays.stream(ProblemCode.values())
                .filter(known -> known.status() == status)
                .findFirst()
                .orElse(ProblemCode.REQUEST_INVALID);
        String detail = switch (code) {
            case NOT_FOUND -> "there is nothing at this address";
            case REQUEST_TOO_LARGE -> "the request is too large";
            case INTERNAL -> "the server failed; its log has the details";
            case UNAVAILABLE -> "the server cannot answer now";
            default ->
                "the request is not well-formed HTTP: its line, address or headers have characters that are not"
                        + " allowed there, or are too long";
        };
        return "{\"type\":\"urn:nocturne:problem:%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"code\":\"%s\"}"
                .formatted(code.code(), code.title(), status, detail, code.code());
    }
}
