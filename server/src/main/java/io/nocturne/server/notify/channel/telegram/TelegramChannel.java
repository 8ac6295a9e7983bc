package io.nocturne.server.notify.channel.telegram;

import io.nocturne.model.alert.ReceiverPreview;
import io.nocturne.model.alert.ReceiverType;
import io.nocturne.model.alert.ReceiverType.Kind;
import io.nocturne.server.notify.channel.Address;
import io.nocturne.server.notify.channel.Channel;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.Form;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.channel.SettingCheck;
import io.nocturne.server.notify.channel.SettingFault;
import io.nocturne.server.notify.channel.http.HttpCall;
import io.nocturne.server.notify.channel.http.HttpReply;
import io.nocturne.server.notify.channel.http.HttpSender;
import io.nocturne.server.notify.channel.http.Payload;
import io.nocturne.server.notify.text.Limit;
import io.nocturne.server.notify.text.Measure;
import io.nocturne.server.notify.text.NoticeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// Tells a chat of Telegram by a bot. What needs somebody is a message of its own; what is over is written
/// into the last one, and said quietly in a reply to it.
///
/// **Source** - core.telegram.org/bots/api: 4,096 characters of text; `parameters.retry_after` on 429. One
/// message a second a chat, 20 a minute a group, 30 a second in all.
@Component
final class TelegramChannel implements Channel {

    static final String TOKEN = "token";
    static final String CHAT = "chatId";
    static final String TOPIC = "topicId";
    static final String API = "api";

    static final Limit TEXT = new Limit(Measure.UTF16, 4_096);

    private static final String MESSAGE = "message";
    private static final Limit NOTES = new Limit(Measure.UTF16, 800);
    private static final Limit LINE = new Limit(Measure.UTF16, 600);
    private static final Limit HEADLINE = new Limit(Measure.UTF16, 600);
    private static final Pattern BOT = Pattern.compile("[0-9]{1,20}:[A-Za-z0-9_-]{10,100}");
    private static final Pattern CHAT_ID = Pattern.compile("-?[0-9]{1,20}|@[A-Za-z0-9_]{4,64}");

    private final HttpSender http;
    private final ReceiverType type = Form.of("telegram")
            .required(TOKEN, Kind.SECRET, 130)
            .required(CHAT, Kind.TEXT, 70)
            .optional(TOPIC, Kind.NUMBER, 9)
            .optionalUrl(API, Kind.URL, "https://api.telegram.org")
            .withTemplates();

    TelegramChannel(HttpSender http) {
        this.http = http;
    }

    @Override
    public ReceiverType type() {
        return type;
    }

    @Override
    public List<SettingFault> check(Map<String, String> settings) {
        List<SettingFault> faults = new ArrayList<>();
        if (!BOT.matcher(settings.getOrDefault(TOKEN, "")).matches()) {
            faults.add(new SettingFault(TOKEN, "must be a bot's token, digits, a colon and letters"));
        }
        if (!CHAT_ID.matcher(settings.getOrDefault(CHAT, "")).matches()) {
            faults.add(new SettingFault(CHAT, "must be a number like -1001234567890, or a name like @channel"));
        }
        SettingCheck.range(settings.getOrDefault(TOPIC, "1"), 1, Integer.MAX_VALUE)
                .ifPresent(message -> faults.add(new SettingFault(TOPIC, message)));
        return faults;
    }

    @Override
    public Delivery deliver(Notice notice, Address address) {
        NoticeText text = NoticeText.of(notice, address);
        String known = address.memory().get(MESSAGE);
        if (known != null && isWrittenIntoTheLast(notice)) {
            HttpReply reply = edit(text, address, known);
            boolean isThere = isOk(reply) || description(reply).contains("message is not modified");
            if (isThere && notice.kind() == Notice.Kind.RESOLVED) {
                return delivery(reply(text, address, known), notice);
            }
            if (isThere) {
                return new Delivery.Delivered("edited", address.memory());
            }
            if (!description(reply).contains("message to edit not found")
                    && !description(reply).contains("message can't be edited")) {
                return delivery(reply, notice);
            }
        }
        return delivery(call("sendMessage", body(address, whole(text)), address), notice);
    }

    @Override
    public ReceiverPreview.Message preview(Notice notice, Address address) {
        return Payload.of(http.bytes(body(address, whole(NoticeText.of(notice, address)))), Form.secrets(type, address))
                .message("/title", "/text");
    }

    private static boolean isWrittenIntoTheLast(Notice notice) {
        return switch (notice.kind()) {
            case RESOLVED, CHANGED, FLAPPING -> true;
            case FIRING, ESCALATED, REPEATED, UNKNOWN, REOPENED, TEST -> false;
        };
    }

    private HttpReply edit(NoticeText text, Address address, String message) {
        Map<String, Object> body = body(address, whole(text));
        body.remove("message_thread_id");
        body.put("message_id", Long.parseLong(message));
        return call("editMessageText", body, address);
    }

    private HttpReply reply(NoticeText text, Address address, String message) {
        Map<String, Object> body = body(address, HEADLINE.cut(text.tone().sign() + " " + text.summary()));
        body.put("disable_notification", true);
        body.put(
                "reply_parameters", Map.of("message_id", Long.parseLong(message), "allow_sending_without_reply", true));
        return call("sendMessage", body, address);
    }

    private static Map<String, Object> body(Address address, String text) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("chat_id", address.required(CHAT));
        address.setting(TOPIC).ifPresent(topic -> body.put("message_thread_id", Long.parseLong(topic)));
        // No parse mode: what hosts are called must not be read as marks.
        body.put("text", text);
        body.put("link_preview_options", Map.of("is_disabled", true));
        return body;
    }

    private static String whole(NoticeText text) {
        String headline = HEADLINE.cut(text.tone().sign() + " " + text.summary());
        List<String> notes = new ArrayList<>(text.notes());
        if (text.notice().items().size() == 1) {
            text.facts(text.notice().items().getFirst()).stream()
                    .filter(fact -> fact.isLink() || fact.label().equals(text.label("guidance")))
                    .forEach(fact -> notes.add(fact.label() + ": " + fact.value()));
        }
        String end = notes.isEmpty() ? "" : "\n\n" + NOTES.cut(String.join("\n", notes));
        List<String> lines = text.notice().items().stream()
                .map(item -> LINE.cut(text.line(item)))
                .toList();
        int room = TEXT.most() - headline.length() - end.length() - 2;
        String shown = new Limit(Measure.UTF16, room).lines(lines, text.notice().omitted(), text);
        return headline + (shown.isEmpty() ? "" : "\n\n" + shown) + end;
    }

    private HttpReply call(String method, Map<String, Object> body, Address address) {
        String url =
                "%s/bot%s/%s".formatted(address.required(API).replaceFirst("/+$", ""), address.required(TOKEN), method);
        return http.send(HttpCall.json("POST", url, http.bytes(body)).hiding(Form.secrets(type, address)));
    }

    private static boolean isOk(HttpReply reply) {
        return reply instanceof HttpReply.Accepted && reply.json().path("ok").asBoolean(false);
    }

    private static String description(HttpReply reply) {
        return reply.json().path("description").asString("").toLowerCase(Locale.ROOT);
    }

    private static Delivery delivery(HttpReply reply, Notice notice) {
        return switch (reply) {
            case HttpReply.Accepted accepted -> {
                if (!isOk(accepted)) {
                    yield new Delivery.RetryLater(null, false, "Telegram: " + accepted.said());
                }
                String id = accepted.json().path("result").path("message_id").asString("");
                boolean isOver = notice.kind() == Notice.Kind.RESOLVED || notice.kind() == Notice.Kind.TEST;
                yield new Delivery.Delivered("message " + id, isOver || id.isEmpty() ? Map.of() : Map.of(MESSAGE, id));
            }
            case HttpReply.Refused refused -> {
                boolean isLost = description(refused).contains("chat not found")
                        || refused.json().path("parameters").has("migrate_to_chat_id");
                yield isLost && refused.verdict() instanceof Delivery.Rejected rejected
                        ? new Delivery.Rejected(true, rejected.cause())
                        : refused.verdict();
            }
        };
    }
}
