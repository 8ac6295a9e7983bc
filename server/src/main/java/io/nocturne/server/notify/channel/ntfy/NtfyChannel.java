package io.nocturne.server.notify.channel.ntfy;

import io.nocturne.model.alert.ReceiverPreview;
import io.nocturne.model.alert.ReceiverType;
import io.nocturne.model.alert.ReceiverType.Kind;
import io.nocturne.server.notify.channel.Address;
import io.nocturne.server.notify.channel.Channel;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.Form;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.channel.SettingFault;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Publishes to a topic of ntfy. As JSON: headers would have to be ASCII.
///
/// **Source** - docs.ntfy.sh, publishing: a message takes 4,096 bytes (a longer one becomes a file), a title
/// 1 KB, tags 512 bytes; 60 at once and then one in 5 s.
@Component
final class NtfyChannel implements Channel {

    static final String SERVER = "server";
    static final String TOPIC = "topic";
    static final String TOKEN = "token";

    static final Limit MESSAGE = new Limit(Measure.UTF8_BYTES, 4_096);
    static final Limit TITLE = new Limit(Measure.UTF8_BYTES, 1_000);

    private static final Limit NOTES = new Limit(Measure.UTF8_BYTES, 800);
    private static final Limit LINE = new Limit(Measure.UTF8_BYTES, 800);
    private static final Pattern TOPIC_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final HttpSender http;
    private final ReceiverType type = Form.of("ntfy")
            .optionalUrl(SERVER, Kind.URL, "https://ntfy.sh")
            .required(TOPIC, Kind.SECRET, 64)
            .optional(TOKEN, Kind.SECRET, 200)
            .withTemplates();

    NtfyChannel(HttpSender http) {
        this.http = http;
    }

    @Override
    public ReceiverType type() {
        return type;
    }

    @Override
    public List<SettingFault> check(Map<String, String> settings) {
        return TOPIC_NAME.matcher(settings.getOrDefault(TOPIC, "")).matches()
                ? List.of()
                : List.of(new SettingFault(TOPIC, "must be 1 to 64 of letters, digits, _ and -"));
    }

    @Override
    public Delivery deliver(Notice notice, Address address) {
        HttpCall call = HttpCall.json("POST", address.required(SERVER), body(notice, address))
                .hiding(Form.secrets(type, address));
        if (address.setting(TOKEN).isPresent()) {
            call = call.bearer(address.required(TOKEN));
        }
        return switch (http.send(call)) {
            case HttpReply.Accepted accepted ->
                new Delivery.Delivered("message " + accepted.json().path("id").asString("?"), Map.of());
            case HttpReply.Refused refused -> refused.verdict();
        };
    }

    @Override
    public ReceiverPreview.Message preview(Notice notice, Address address) {
        return Payload.of(body(notice, address), Form.secrets(type, address)).message("/title", "/message");
    }

    private byte[] body(Notice notice, Address address) {
        return http.bytes(message(NoticeText.of(notice, address), address.required(TOPIC)));
    }

    private static Map<String, Object> message(NoticeText text, String topic) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("topic", topic);
        message.put("title", TITLE.cut(text.summary()));
        message.put("message", words(text));
        message.put("priority", priority(text.tone()));
        message.put("tags", List.of(tag(text.tone())));
        if (text.notice().items().size() == 1) {
            var item = text.notice().items().getFirst();
            List<Object> actions = new ArrayList<>();
            action(actions, text.label("acknowledge"), NoticeText.link(item).orElse(null));
            action(actions, text.label("runbook"), item.alert().runbookUrl());
            if (!actions.isEmpty()) {
                message.put("actions", actions);
            }
        }
        return message;
    }

    private static void action(List<Object> actions, String label, @Nullable String url) {
        if (url != null) {
            actions.add(Map.of("action", "view", "label", label, "url", url));
        }
    }

    private static String words(NoticeText text) {
        List<String> notes = new ArrayList<>(text.notes());
        if (text.notice().items().size() == 1
                && text.notice().items().getFirst().alert().guidance() != null) {
            notes.add(text.notice().items().getFirst().alert().guidance());
        }
        String end = NOTES.cut(String.join("\n", notes));
        List<String> lines = text.notice().items().stream()
                .map(item -> LINE.cut(text.line(item)))
                .toList();
        int room = MESSAGE.most() - Measure.UTF8_BYTES.of(end) - 1;
        String shown =
                new Limit(Measure.UTF8_BYTES, room).lines(lines, text.notice().omitted(), text);
        return end.isEmpty() ? shown : (shown + "\n" + end).strip();
    }

    private static int priority(Tone tone) {
        return switch (tone) {
            case CRITICAL -> 5;
            case WARNING, UNKNOWN -> 4;
            case GOOD, PLAIN -> 3;
        };
    }

    private static String tag(Tone tone) {
        return switch (tone) {
            case CRITICAL -> "rotating_light";
            case WARNING -> "warning";
            case GOOD -> "white_check_mark";
            case UNKNOWN -> "grey_question";
            case PLAIN -> "information_source";
        };
    }
}
