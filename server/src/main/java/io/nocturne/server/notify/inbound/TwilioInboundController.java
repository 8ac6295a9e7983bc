package io.nocturne.server.notify.inbound;

import io.nocturne.server.notify.channel.twilio.TwilioAnswer;
import io.nocturne.server.notify.flow.Party;
import io.nocturne.server.notify.text.AnswerText;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/// Acknowledging by answering a short message that came through Twilio.
@Tag(name = "Answers to messages")
@RestController
class TwilioInboundController {

    private static final String TYPE = "sms";
    private static final int LONGEST_ID = 64;

    private final Doorkeeper door;
    private final Inbox inbox;
    private final ShortAnswers answers;
    private final Supplier<String> serverUrl;

    TwilioInboundController(Doorkeeper door, Inbox inbox, ShortAnswers answers, Supplier<String> serverAddress) {
        this.door = door;
        this.inbox = inbox;
        this.answers = answers;
        this.serverUrl = serverAddress;
    }

    @Operation(summary = "What Twilio sends when somebody answers; signed with the receiver's auth token")
    @PostMapping(path = "/api/v1/inbound/twilio/{receiverId}", produces = MediaType.TEXT_XML_VALUE)
    String answered(@PathVariable String receiverId, HttpServletRequest request) {
        FormBody form = FormBody.of(door.body(request));
        List<String> urls = urls(request);
        String signature = Doorkeeper.header(request, "X-Twilio-Signature");
        Party receiver = door.receiver(
                receiverId,
                TYPE,
                request,
                party -> TwilioAnswer.areTaken(party.settings())
                        && TwilioAnswer.isSigned(urls, form.fields(), signature, party.settings()));
        return said(receiver, form, request.getRemoteAddr())
                .map(text -> "<Response><Message>%s</Message></Response>"
                        .formatted(HtmlUtils.htmlEscape(AnswerText.asShortMessage(text), "UTF-8")))
                .orElse("<Response/>");
    }

    /// A signed request is good for ever: one that comes again must not answer another message.
    private Optional<String> said(Party receiver, FormBody form, String address) {
        String from = form.first("From");
        String id = form.first("MessageSid");
        return inbox.told(receiver, from)
                .filter(_ -> !id.isEmpty() && id.length() <= LONGEST_ID && inbox.isFirst(receiver.id(), id))
                .flatMap(told -> answers.take(from, form.first("Body"), told, address));
    }

    /// With the port, and without it for who comes through a proxy at the usual one.
    private List<String> urls(HttpServletRequest request) {
        String query = request.getQueryString();
        String path = request.getRequestURI() + (query == null ? "" : "?" + query);
        String base = serverUrl.get();
        return List.of(base + path, base.replaceFirst(":[0-9]+$", "") + path);
    }
}
