package io.nocturne.server.notify.inbound;

import io.nocturne.model.json.WireJson;
import io.nocturne.server.notify.channel.smshttp.SmsAnswer;
import io.nocturne.server.notify.flow.Party;
import io.nocturne.server.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Acknowledging by answering a short message that came through any gateway. What is said to it is in the
/// answer, for gateways that send that on.
@Tag(name = "Answers to messages")
@RestController
class SmsInboundController {

    private static final String TYPE = "sms-http";
    private static final String PREFIX = "Bearer ";
    private static final int LONGEST_ID = 200;

    private final Doorkeeper door;
    private final Inbox inbox;
    private final ShortAnswers answers;
    private final JsonMapper json = WireJson.mapper();

    SmsInboundController(Doorkeeper door, Inbox inbox, ShortAnswers answers) {
        this.door = door;
        this.inbox = inbox;
        this.answers = answers;
    }

    @Operation(
            summary = "What a gateway sends when somebody answers: from, text and id if it has one, as JSON or a form,"
                    + " with the receiver's inboundToken")
    @PostMapping("/api/v1/inbound/sms/{receiverId}")
    Said answered(@PathVariable String receiverId, HttpServletRequest request) {
        FormBody form = fields(door.body(request), request);
        String header = Doorkeeper.header(request, "Authorization");
        String token = header.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
                ? header.substring(PREFIX.length()).strip()
                : form.first("token");
        Party receiver =
                door.receiver(receiverId, TYPE, request, party -> SmsAnswer.isAllowed(token, party.settings()));
        String from = form.first("from");
        String id = form.first("id");
        if (from.isEmpty() || form.first("text").isEmpty() || id.length() > LONGEST_ID) {
            throw ProblemException.invalid(
                    "from and text are needed, and id has at most %d characters".formatted(LONGEST_ID));
        }
        Optional<String> said = inbox.told(receiver, from)
                .filter(_ -> id.isEmpty() || inbox.isFirst(receiver.id(), id))
                .flatMap(told -> answers.take(from, form.first("text"), told, request.getRemoteAddr()));
        return new Said(said.orElse(""));
    }

    private FormBody fields(byte[] body, HttpServletRequest request) {
        String type = Doorkeeper.header(request, "Content-Type").toLowerCase(Locale.ROOT);
        if (type.startsWith("application/x-www-form-urlencoded")) {
            return FormBody.of(body);
        }
        try {
            JsonNode tree = json.readTree(body);
            List<Map.Entry<String, String>> fields = new ArrayList<>();
            for (String name : List.of("token", "from", "text", "id")) {
                fields.add(Map.entry(name, tree.path(name).asString("")));
            }
            return new FormBody(fields);
        } catch (JacksonException e) {
            throw ProblemException.invalid("the body must be JSON or a form with from and text");
        }
    }

    /// What is to be said to who answered; empty when nothing is.
    record Said(String reply) {}
}
