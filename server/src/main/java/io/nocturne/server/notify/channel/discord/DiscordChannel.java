package io.nocturne.server.notify.channel.discord;

import io.nocturne.model.alert.ReceiverPreview;
import io.nocturne.model.alert.ReceiverType;
import io.nocturne.model.alert.ReceiverType.Kind;
import io.nocturne.server.notify.channel.Address;
import io.nocturne.server.notify.channel.Channel;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.Form;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.channel.http.HttpCall;
import io.nocturne.server.notify.channel.http.HttpReply;
import io.nocturne.server.notify.channel.http.HttpSender;
import io.nocturne.server.notify.channel.http.Payload;
import io.nocturne.server.notify.text.Limit;
import io.nocturne.server.notify.text.Measure;
import io.nocturne.server.notify.text.NoticeText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.springframework.stereotype.Component;

/// Tells a channel of Discord by a webhook. What needs somebody is a message of its own; that it is over, or
/// changed for the better, is written into the last one, so that no red message stays behind.
///
/// **Source** - Discord's documentation: webhook, message, rate limits. A webhook that is gone (404) must not
/// be asked again, else the address is banned.
@Component
final class DiscordChannel implements Channel {

    static final String WEBHOOK = "webhook";

    private static final String MESSAGE = "message";
    private static final int UNKNOWN_MESSAGE = 10008;

    static final Limit TITLE = new Limit(Measure.UTF16, 256);
    static final Limit DESCRIPTION = new Limit(Measure.UTF16, 4_096);
    static final Limit FOOTER = new Limit(Measure.UTF16, 2_048);
    /// Over all texts of a message; the description takes what title and footer leave.
    static final int ALL = 6_000;

    private static final Limit NOTES = new Limit(Measure.UTF16, 1_000);
    private static final Limit LINE = new Limit(Measure.UTF16, 600);

    private final HttpSender http;
    private final ReceiverType type =
            Form.of("discord").requiredUrl(WEBHOOK, Kind.SECRET_URL).withTemplates();

    DiscordChannel(HttpSender http) {
        this.http = http;
    }

    @Override
    public ReceiverType type() {
        return type;
    }

    @Override
    public Delivery deliver(Notice notice, Address address) {
        HttpUrl webhook = HttpUrl.parse(address.required(WEBHOOK));
        if (webhook == null) {
            return new Delivery.Rejected(true, "the address is no http or https URL");
        }
        byte[] body = body(notice, address);
        String known = address.memory().get(MESSAGE);
        if (known != null && isWrittenIntoTheLast(notice)) {
            HttpUrl url = webhook.newBuilder()
                    .addPathSegment("messages")
                    .addPathSegment(known)
                    .build();
            HttpReply reply =
                    http.send(HttpCall.json("PATCH", url.toString(), body).hiding(Form.secrets(type, address)));
            if (reply.json().path("code").asInt(0) != UNKNOWN_MESSAGE) {
                return delivery(reply, notice);
            }
        }
        // Only who waits is told the message's id.
        HttpUrl url = webhook.newBuilder().setQueryParameter("wait", "true").build();
        return delivery(
                http.send(HttpCall.json("POST", url.toString(), body).hiding(Form.secrets(type, address))), notice);
    }

    @Override
    public ReceiverPreview.Message preview(Notice notice, Address address) {
        return Payload.of(body(notice, address), Form.secrets(type, address))
                .message("/embeds/0/title", "/embeds/0/description", "/embeds/0/footer");
    }

    private byte[] body(Notice notice, Address address) {
        return http.bytes(message(NoticeText.of(notice, address)));
    }

    private static boolean isWrittenIntoTheLast(Notice notice) {
        return switch (notice.kind()) {
            case RESOLVED, CHANGED, FLAPPING -> true;
            case FIRING, ESCALATED, REPEATED, UNKNOWN, REOPENED, TEST -> false;
        };
    }

    private static Delivery delivery(HttpReply reply, Notice notice) {
        return switch (reply) {
            case HttpReply.Refused refused -> refused.verdict();
            case HttpReply.Accepted accepted -> {
                String id = accepted.json().path("id").asString("");
                boolean isOver = notice.kind() == Notice.Kind.RESOLVED || notice.kind() == Notice.Kind.TEST;
                yield new Delivery.Delivered(
                        Integer.toString(accepted.status()), isOver || id.isEmpty() ? Map.of() : Map.of(MESSAGE, id));
            }
        };
    }

    private static Map<String, Object> message(NoticeText text) {
        String title = TITLE.cut(text.tone().sign() + " " + text.summary());
        String footer = NOTES.cut(String.join("\n", text.notes()));
        Map<String, Object> embed = new LinkedHashMap<>();
        embed.put("title", title);
        int left = Math.min(DESCRIPTION.most(), ALL - title.length() - footer.length());
        embed.put(
                "description",
                new Limit(Measure.UTF16, left).lines(lines(text), text.notice().omitted(), text));
        embed.put("color", text.tone().rgb());
        embed.put("timestamp", text.notice().at().toString());
        if (!footer.isEmpty()) {
            embed.put("footer", Map.of("text", footer));
        }
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("embeds", List.of(embed));
        // No name of a host may wake everybody.
        message.put("allowed_mentions", Map.of("parse", List.of()));
        return message;
    }

    private static List<String> lines(NoticeText text) {
        var items = text.notice().items();
        if (items.size() != 1) {
            return items.stream().map(item -> LINE.cut(plain(text.line(item)))).toList();
        }
        return Stream.concat(
                        Stream.of(plain(text.line(items.getFirst()))),
                        text.facts(items.getFirst()).stream()
                                .filter(fact -> fact.isLink() || fact.label().equals(text.label("guidance")))
                                .map(fact -> fact.label() + ": " + fact.value()))
                .toList();
    }

    /// Signs that Discord would read as marks of its own.
    private static String plain(String line) {
        return line.replaceAll("([\\\\*_~`|>])", "\\\\$1");
    }
}
