package io.nocturne.server.notify.channel.teams;

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
import io.nocturne.server.notify.text.Tone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Tells a channel of Microsoft Teams by the webhook of a workflow ("Post to a channel when a webhook request
/// is received"), with an Adaptive Card.
///
/// **Source** - learn.microsoft.com: a message takes 28 KB, and some were refused from 21 KB on
/// (msteams_hermes); about four requests a second; connectors ended in 2026.
@Component
final class TeamsChannel implements Channel {

    static final String WEBHOOK = "webhook";

    /// Of a card: below what was refused in practice.
    static final int MOST_BYTES = 20_000;

    private static final Limit HEADLINE = new Limit(Measure.UTF8_BYTES, 1_000);
    private static final Limit LINE = new Limit(Measure.UTF8_BYTES, 1_200);
    /// Signs that JSON escapes take twice their size.
    private static final Limit LINES = new Limit(Measure.UTF8_BYTES, 6_000);

    private static final Limit GUIDANCE = new Limit(Measure.UTF8_BYTES, 1_500);
    private static final Limit URL = new Limit(Measure.UTF8_BYTES, 1_000);

    private final HttpSender http;
    private final ReceiverType type =
            Form.of("teams").requiredUrl(WEBHOOK, Kind.SECRET_URL).withTemplates();

    TeamsChannel(HttpSender http) {
        this.http = http;
    }

    @Override
    public ReceiverType type() {
        return type;
    }

    @Override
    public Delivery deliver(Notice notice, Address address) {
        return switch (http.send(HttpCall.json("POST", address.required(WEBHOOK), body(notice, address))
                .hiding(Form.secrets(type, address)))) {
            case HttpReply.Accepted accepted -> new Delivery.Delivered(accepted.said(), Map.of());
            case HttpReply.Refused refused -> refused.verdict();
        };
    }

    @Override
    public ReceiverPreview.Message preview(Notice notice, Address address) {
        String card = "/attachments/0/content/body";
        return Payload.of(body(notice, address), Form.secrets(type, address)).message(card + "/0/text", card);
    }

    private byte[] body(Notice notice, Address address) {
        return http.bytes(message(NoticeText.of(notice, address)));
    }

    private static Map<String, Object> message(NoticeText text) {
        Map<String, Object> attachment = new LinkedHashMap<>();
        attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
        attachment.put("content", card(text));
        return Map.of("type", "message", "attachments", List.of(attachment));
    }

    private static Map<String, Object> card(NoticeText text) {
        List<Object> body = new ArrayList<>();
        Map<String, Object> headline = block(HEADLINE.cut(text.tone().sign() + " " + text.summary()));
        headline.put("weight", "Bolder");
        headline.put("size", "Medium");
        headline.put("color", color(text.tone()));
        body.add(headline);
        List<String> lines = text.notice().items().stream()
                .map(item -> LINE.cut(text.line(item)))
                .toList();
        String shown = LINES.lines(lines, text.notice().omitted(), text);
        // A card folds single breaks into blanks.
        shown.lines().forEach(line -> body.add(block(line)));
        if (!text.notes().isEmpty()) {
            Map<String, Object> notes = block(GUIDANCE.cut(String.join(" ", text.notes())));
            notes.put("isSubtle", true);
            body.add(notes);
        }
        List<Object> actions = new ArrayList<>();
        if (text.notice().items().size() == 1) {
            var item = text.notice().items().getFirst();
            if (item.alert().guidance() != null) {
                body.add(block(GUIDANCE.cut(item.alert().guidance())));
            }
            action(actions, text.label("acknowledge"), NoticeText.link(item).orElse(null));
            action(actions, text.label("runbook"), item.alert().runbookUrl());
        }
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard");
        card.put("version", "1.4");
        card.put("msteams", Map.of("width", "Full"));
        card.put("body", body);
        if (!actions.isEmpty()) {
            card.put("actions", actions);
        }
        return card;
    }

    private static void action(List<Object> actions, String title, @Nullable String url) {
        if (url != null && URL.fits(url)) {
            actions.add(Map.of("type", "Action.OpenUrl", "title", title, "url", url));
        }
    }

    private static Map<String, Object> block(String words) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", "TextBlock");
        block.put("text", plain(words));
        block.put("wrap", true);
        block.put("spacing", "Small");
        return block;
    }

    /// A card reads a part of Markdown.
    private static String plain(String words) {
        return words.replaceAll("([\\\\*_\\[\\]])", "\\\\$1");
    }

    private static String color(Tone tone) {
        return switch (tone) {
            case CRITICAL -> "Attention";
            case WARNING -> "Warning";
            case GOOD -> "Good";
            case UNKNOWN -> "Default";
            case PLAIN -> "Accent";
        };
    }
}
