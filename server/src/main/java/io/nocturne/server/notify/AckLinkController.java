package io.nocturne.server.notify;

import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.access.RateLimits;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.audit.EventKind;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.platform.web.ClientAddress;
import io.nocturne.server.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/// Acknowledging by a link, without signing in. Looking at the page does nothing: programs that look into
/// messages follow links.
@Tag(name = "Acknowledging by link")
@RestController
@RequestMapping("/api/v1/alerts/ack-link")
class AckLinkController {

    private final AckLinks links;
    private final AlertAnswers answers;
    private final Desk desk;
    private final Receivers receivers;
    private final AuditLog audit;
    private final RateLimits limits;

    AckLinkController(
            AckLinks links,
            AlertAnswers answers,
            Desk desk,
            Receivers receivers,
            AuditLog audit,
            RateLimits ackLinkLimits) {
        this.links = links;
        this.answers = answers;
        this.desk = desk;
        this.receivers = receivers;
        this.audit = audit;
        this.limits = ackLinkLimits;
    }

    @Operation(summary = "A page that asks whether to acknowledge an alert; it changes nothing")
    @GetMapping(path = "/{token}", produces = MediaType.TEXT_HTML_VALUE)
    String page(@PathVariable String token, HttpServletRequest request) {
        AckLinks.Claims claims = require(token, request);
        String what = desk.alert(claims.alertId())
                .map(alert -> alert.ruleName() + ", " + alert.host())
                .orElse("");
        // The only form that needs no script, and whose body is no form's.
        return """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Nocturne</title>
            <meta name="viewport" content="width=device-width">
            <p>%s</p><form method="post" enctype="text/plain"><button>Acknowledge &middot; 확인</button></form></html>
            """.formatted(HtmlUtils.htmlEscape(what));
    }

    @Operation(summary = "Acknowledges an alert by a link, once")
    @PostMapping(path = "/{token}", produces = MediaType.TEXT_HTML_VALUE)
    String acknowledge(@PathVariable String token, HttpServletRequest request) {
        AckLinks.Claims claims = require(token, request);
        String owner = receivers.owner(claims.receiverId());
        if (!answers.acknowledge(claims, new Origin(owner, request.getRemoteAddr()))) {
            throw refused();
        }
        return """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Nocturne</title>
            <p>Acknowledged &middot; 확인됨</p></html>
            """;
    }

    private AckLinks.Claims require(String token, HttpServletRequest request) {
        String address = request.getRemoteAddr();
        Duration wait = limits.take(ClientAddress.network(address));
        if (wait.isPositive()) {
            throw new ProblemException(ProblemCode.OVERLOADED, "too many links at once; try again", wait);
        }
        return links.read(token).orElseThrow(() -> {
            audit.seen(EventKind.ACK_LINK_REFUSED, Origin.unnamed(address), "a link that is wrong, used, or over");
            return refused();
        });
    }

    private static ProblemException refused() {
        return new ProblemException(ProblemCode.NOT_FOUND, "this link is wrong, used, or over");
    }
}
