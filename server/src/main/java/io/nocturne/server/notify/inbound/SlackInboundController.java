package io.nocturne.server.notify.inbound;

import io.nocturne.model.json.WireJson;
import io.nocturne.model.text.PlainText;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.notify.channel.Address;
import io.nocturne.server.notify.channel.slack.SlackAnswers;
import io.nocturne.server.notify.channel.slack.SlackPress;
import io.nocturne.server.notify.flow.Party;
import io.nocturne.server.notify.text.AnswerText;
import io.nocturne.server.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Acknowledging by a button in Slack. Slack waits three seconds for an answer, so what is shown comes
/// afterwards.
@Tag(name = "Answers to messages")
@RestController
class SlackInboundController {

    private static final String TYPE = "slack";
    private static final int SHOWN_NAME = 40;

    private final Doorkeeper door;
    private final Inbox inbox;
    private final SlackAnswers answers;
    private final ExecutorService executor;
    private final Clock clock;
    private final JsonMapper json = WireJson.mapper();

    SlackInboundController(
            Doorkeeper door, Inbox inbox, SlackAnswers answers, ExecutorService peerExecutor, Clock clock) {
        this.door = door;
        this.inbox = inbox;
        this.answers = answers;
        this.executor = peerExecutor;
        this.clock = clock;
    }

    @Operation(summary = "What Slack sends when somebody presses a button; signed with the receiver's signing secret")
    @PostMapping("/api/v1/inbound/slack/{receiverId}")
    void pressed(@PathVariable String receiverId, HttpServletRequest request) {
        byte[] body = door.body(request);
        String timestamp = Doorkeeper.header(request, "X-Slack-Request-Timestamp");
        String signature = Doorkeeper.header(request, "X-Slack-Signature");
        Party receiver = door.receiver(
                receiverId,
                TYPE,
                request,
                party -> SlackPress.isSigned(body, timestamp, signature, party.settings(), clock.instant()));
        SlackPress.of(payload(body)).ifPresent(press -> take(press, receiver, request.getRemoteAddr()));
    }

    private void take(SlackPress press, Party receiver, String address) {
        String who = PlainText.quoted(press.user(), SHOWN_NAME);
        Origin by = new Origin("%s (%s)".formatted(who, receiver.receiver().name()), address);
        AnswerText words = AnswerText.in(receiver.language());
        Address to = new Address(receiver.id(), receiver.settings(), Map.of());
        switch (inbox.byToken(press.token(), receiver.id(), by)) {
            case Taken.Acknowledged(var alert) ->
                executor.execute(() -> answers.replace(press, words.acknowledgedBy(who, alert), to));
            case Taken.Used _, Taken.Unknown _, Taken.Several _, Taken.Nothing _ ->
                executor.execute(() -> answers.whisper(press, words.used(), to));
        }
    }

    private JsonNode payload(byte[] body) {
        try {
            return json.readTree(FormBody.of(body).first("payload"));
        } catch (JacksonException e) {
            throw ProblemException.invalid("payload must be JSON");
        }
    }
}
