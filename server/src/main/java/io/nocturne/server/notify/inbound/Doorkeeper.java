package io.nocturne.server.notify.inbound;

import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.access.RateLimits;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.audit.EventKind;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.notify.flow.Party;
import io.nocturne.server.platform.web.ClientAddress;
import io.nocturne.server.platform.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/// Lets in what a vendor sends for a receiver, and refuses everything else in the same words: who guesses
/// learns neither which receivers there are nor what was wrong.
///
/// **Threads** - safe.
@Component
final class Doorkeeper {

    private final Inbox inbox;
    private final RateLimits limits;
    private final AuditLog audit;

    Doorkeeper(Inbox inbox, RateLimits inboundLimits, AuditLog audit) {
        this.inbox = inbox;
        this.limits = inboundLimits;
        this.audit = audit;
    }

    /// The bytes as they came; the platform bounds them.
    ///
    /// **Errors** - [ProblemException] `overloaded` for an address from which too much comes.
    byte[] body(HttpServletRequest request) {
        Duration wait = limits.take(ClientAddress.network(request.getRemoteAddr()));
        if (wait.isPositive()) {
            throw new ProblemException(ProblemCode.OVERLOADED, "too many answers at once; try again", wait);
        }
        try {
            return request.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw ProblemException.invalid("the body ended early");
        }
    }

    /// The receiver that a request is for, if it is of the type and the request of its vendor.
    Party receiver(String receiverId, String typeId, HttpServletRequest request, Predicate<Party> isGenuine) {
        Optional<Party> receiver = inbox.receiver(receiverId, typeId).filter(isGenuine);
        return receiver.orElseThrow(() -> {
            audit.seen(
                    EventKind.ACK_LINK_REFUSED,
                    Origin.unnamed(request.getRemoteAddr()),
                    "an answer to a receiver of type " + typeId + " that is not signed for it");
            return new ProblemException(
                    ProblemCode.NOT_FOUND, "no receiver here takes this: there is none, or its secret is another");
        });
    }

    static String header(HttpServletRequest request, String name) {
        String value = request.getHeader(name);
        return value == null ? "" : value;
    }
}
