package io.nocturne.server.access;

import static io.nocturne.model.access.Role.ADMIN;
import static io.nocturne.model.access.Role.AGENT;
import static io.nocturne.model.access.Role.OPERATOR;
import static io.nocturne.model.access.Role.VIEWER;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import io.nocturne.model.access.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/// The role that each endpoint needs, in one table. What does not stand here is answered to nobody. A caller
/// that may only read gets what is asked for with GET.
///
/// **Threads** - immutable.
final class EndpointRules {

    /// What short messages come from: its `Authorization` is the receiver's, and none of ours.
    private static final String GATEWAYS = "/api/v1/inbound/sms/{receiverId}";

    private static final RequestMatcher OWN_TOKENS = matcher(POST, GATEWAYS);

    private final List<Rule> rules = List.of(
            open(GET, "/-/healthy"),
            open(HEAD, "/-/healthy"),
            open(GET, "/-/ready"),
            open(HEAD, "/-/ready"),
            open(POST, "/api/v1/auth/login"),
            open(POST, "/api/v1/auth/refresh"),
            open(POST, "/api/v1/agents/enroll"),
            role(POST, "/api/v1/auth/logout", VIEWER),
            role(GET, "/api/v1/auth/me", VIEWER),
            role(GET, "/api/v1/users", ADMIN),
            role(POST, "/api/v1/users", ADMIN),
            role(PUT, "/api/v1/users/{username}", ADMIN),
            role(DELETE, "/api/v1/users/{username}", ADMIN),
            role(GET, "/api/v1/tokens", ADMIN),
            role(POST, "/api/v1/tokens", ADMIN),
            role(DELETE, "/api/v1/tokens/{tokenId}", ADMIN),
            role(GET, "/api/v1/audit", ADMIN),
            role(GET, "/api/v1/enrollment-tokens", ADMIN),
            role(POST, "/api/v1/enrollment-tokens", ADMIN),
            role(DELETE, "/api/v1/enrollment-tokens/{tokenId}", ADMIN),
            role(POST, "/api/v1/ingest", AGENT),
            role(POST, "/api/v1/agents/events", AGENT),
            role(GET, "/api/v1/metrics", VIEWER),
            role(GET, "/api/v1/hosts", VIEWER),
            role(GET, "/api/v1/hosts/{hostId}", VIEWER),
            role(GET, "/api/v1/hosts/{hostId}/events", VIEWER),
            role(GET, "/api/v1/hosts/{hostId}/series", VIEWER),
            role(GET, "/api/v1/hosts/{hostId}/processes", VIEWER),
            role(POST, "/api/v1/rules/preview", VIEWER),
            role(GET, "/api/v1/alerts/hygiene", VIEWER),
            role(GET, "/api/v1/query", VIEWER),
            role(GET, "/api/v1/latest", VIEWER),
            role(GET, "/api/v1/top", VIEWER),
            role(GET, "/api/v1/status", VIEWER),
            role(GET, "/api/v1/rules", VIEWER),
            role(POST, "/api/v1/rules", ADMIN),
            role(GET, "/api/v1/rules/effective", VIEWER),
            role(GET, "/api/v1/rules/export", ADMIN),
            role(POST, "/api/v1/rules/import", ADMIN),
            role(GET, "/api/v1/rules/file", ADMIN),
            role(GET, "/api/v1/rules/{ruleId}", VIEWER),
            role(PUT, "/api/v1/rules/{ruleId}", ADMIN),
            role(DELETE, "/api/v1/rules/{ruleId}", ADMIN),
            role(GET, "/api/v1/live", VIEWER),
            role(GET, "/api/v1/silences", VIEWER),
            role(GET, "/api/v1/silences/summary", VIEWER),
            role(GET, "/api/v1/silences/{silenceId}", VIEWER),
            role(POST, "/api/v1/silences", OPERATOR),
            role(POST, "/api/v1/silences/preview", OPERATOR),
            role(PUT, "/api/v1/silences/{silenceId}", OPERATOR),
            role(DELETE, "/api/v1/silences/{silenceId}", OPERATOR),
            role(GET, "/api/v1/absences", VIEWER),
            role(GET, "/api/v1/absences/{absenceId}", VIEWER),
            role(POST, "/api/v1/absences", ADMIN),
            role(PUT, "/api/v1/absences/{absenceId}", ADMIN),
            role(DELETE, "/api/v1/absences/{absenceId}", ADMIN),
            role(GET, "/api/v1/on-call", ADMIN),
            role(GET, "/api/v1/on-call/now", VIEWER),
            role(GET, "/api/v1/on-call/{scheduleId}/shifts", VIEWER),
            role(GET, "/api/v1/on-call/{scheduleId}", ADMIN),
            role(POST, "/api/v1/on-call", ADMIN),
            role(PUT, "/api/v1/on-call/{scheduleId}", ADMIN),
            role(DELETE, "/api/v1/on-call/{scheduleId}", ADMIN),
            role(GET, "/api/v1/auth/me/contact", VIEWER),
            role(PUT, "/api/v1/auth/me/contact", VIEWER),
            role(GET, "/api/v1/users/{username}/contact", ADMIN),
            role(PUT, "/api/v1/users/{username}/contact", ADMIN),
            role(GET, "/api/v1/alerts", VIEWER),
            role(GET, "/api/v1/alerts/summary", VIEWER),
            role(POST, "/api/v1/alerts/ack", OPERATOR),
            role(POST, "/api/v1/alerts/seen", OPERATOR),
            role(GET, "/api/v1/alerts/{alertId}", VIEWER),
            role(GET, "/api/v1/alerts/{alertId}/history", VIEWER),
            role(GET, "/api/v1/alerts/{alertId}/evidence", VIEWER),
            role(POST, "/api/v1/alerts/{alertId}/ack", OPERATOR),
            role(DELETE, "/api/v1/alerts/{alertId}/ack", OPERATOR),
            role(POST, "/api/v1/alerts/{alertId}/comments", OPERATOR),
            role(GET, "/api/v1/receiver-types", ADMIN),
            role(GET, "/api/v1/receivers", ADMIN),
            role(POST, "/api/v1/receivers", ADMIN),
            role(POST, "/api/v1/receivers/preview", ADMIN),
            role(GET, "/api/v1/receivers/{receiverId}", ADMIN),
            role(PUT, "/api/v1/receivers/{receiverId}", ADMIN),
            role(DELETE, "/api/v1/receivers/{receiverId}", ADMIN),
            role(POST, "/api/v1/receivers/{receiverId}/test", ADMIN),
            role(GET, "/api/v1/routes", VIEWER),
            role(PUT, "/api/v1/routes", ADMIN),
            role(POST, "/api/v1/routes/preview", VIEWER),
            role(GET, "/api/v1/notifications", VIEWER),
            role(GET, "/api/v1/notifications/held", VIEWER),
            role(GET, "/api/v1/notifications/dead", ADMIN),
            role(POST, "/api/v1/notifications/{notificationId}/resend", ADMIN),
            role(POST, "/api/v1/notifications/drill", OPERATOR),
            role(GET, "/api/v1/alerts/{alertId}/trace", VIEWER),
            open(GET, "/api/v1/alerts/ack-link/{token}"),
            open(POST, "/api/v1/alerts/ack-link/{token}"),
            open(POST, "/api/v1/inbound/slack/{receiverId}"),
            open(POST, "/api/v1/inbound/twilio/{receiverId}"),
            open(POST, GATEWAYS),
            role(GET, "/metrics", VIEWER),
            role(POST, "/api/v1/backup", ADMIN),
            role(GET, "/v3/api-docs", VIEWER),
            role(GET, "/v3/api-docs.yaml", VIEWER));

    List<Rule> all() {
        return rules;
    }

    /// The rule for a request, or empty when there is no such endpoint.
    Optional<Rule> find(HttpServletRequest request) {
        return rules.stream().filter(rule -> rule.matcher().matches(request)).findFirst();
    }

    /// Whether the endpoint itself judges the token that comes with a request.
    static boolean hasOwnToken(HttpServletRequest request) {
        return OWN_TOKENS.matches(request);
    }

    private static Rule open(HttpMethod method, String path) {
        return new Rule(method, path, Optional.empty(), matcher(method, path));
    }

    private static Rule role(HttpMethod method, String path, Role role) {
        return new Rule(method, path, Optional.of(role), matcher(method, path));
    }

    private static RequestMatcher matcher(HttpMethod method, String path) {
        return PathPatternRequestMatcher.withDefaults().matcher(method, path);
    }

    /// One line of the table; an empty role means open to everyone.
    record Rule(HttpMethod method, String path, Optional<Role> role, RequestMatcher matcher) {

        boolean admits(Caller caller) {
            return role.isEmpty() || (caller.role().includes(role.get()) && (!caller.readOnly() || method.equals(GET)));
        }
    }
}
