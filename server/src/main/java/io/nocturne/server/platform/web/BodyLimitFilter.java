package io.nocturne.server.platform.web;

import io.nocturne.model.problem.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses, before anything is read, what no endpoint takes: a body that says that it is too large, a form
/// where no vendor sends one, and parameters that cannot be decoded.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class BodyLimitFilter extends OncePerRequestFilter {

    static final long INGEST_BYTES = 8L << 20;
    /// As many events as one delivery may have, each at its longest and escaped.
    static final long EVENTS_BYTES = 256L << 10;
    /// A rule with all the layers that it may have.
    static final long RULE_BYTES = 512L << 10;
    /// All rules at once, as a file.
    static final long RULES_BYTES = 1L << 20;
    /// A message of Slack with all its blocks, escaped twice.
    static final long SLACK_BYTES = 256L << 10;

    static final long OTHER_BYTES = 64L << 10;

    private static final String INBOUND = "/api/v1/inbound/";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Set<String> FORMS = Set.of("multipart/", FORM);

    private final Problems problems;

    BodyLimitFilter(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long limit = limit(request);
        if (request.getContentLengthLong() > limit) {
            problems.write(
                    response, ProblemCode.REQUEST_TOO_LARGE, "the body is larger than %d bytes".formatted(limit));
            return;
        }
        if (isForm(request.getContentType()) && !isVendors(request)) {
            problems.write(response, ProblemCode.MEDIA_TYPE_UNSUPPORTED, "no form is taken here, bodies are JSON");
            return;
        }
        try {
            request.getParameterMap();
        } catch (InvalidParameterException e) {
            problems.write(
                    response,
                    ProblemCode.REQUEST_INVALID,
                    "the query cannot be decoded: a % must be followed by two hex digits, the text is UTF-8, and at"
                            + " most 1,000 parameters are taken");
            return;
        }
        chain.doFilter(request, response);
    }

    static long limit(HttpServletRequest request) {
        String path = RequestPath.of(request);
        return switch (path) {
            case "/api/v1/ingest" -> INGEST_BYTES;
            case "/api/v1/agents/events" -> EVENTS_BYTES;
            case "/api/v1/rules/import" -> RULES_BYTES;
            default -> {
                if (path.startsWith(INBOUND + "slack/")) {
                    yield SLACK_BYTES;
                }
                yield path.startsWith("/api/v1/rules") ? RULE_BYTES : OTHER_BYTES;
            }
        };
    }

    private static boolean isForm(@Nullable String contentType) {
        return FORMS.stream().anyMatch(lower(contentType)::startsWith);
    }

    /// Vendors send what people answer as a form.
    private static boolean isVendors(HttpServletRequest request) {
        return RequestPath.of(request).startsWith(INBOUND)
                && lower(request.getContentType()).startsWith(FORM);
    }

    private static String lower(@Nullable String contentType) {
        return contentType == null ? "" : contentType.strip().toLowerCase(Locale.ROOT);
    }
}
