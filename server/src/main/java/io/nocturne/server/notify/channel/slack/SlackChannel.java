package io.nocturne.server.notify.channel.slack;

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
import io.nocturne.server.notify.text.NoticeText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Tells a channel of Slack. By an incoming webhook each notice is a message; a bot has one message for a
/// group, updates it through the group's life and says what is new in its thread, since an update alone
/// reaches nobody.
///
/// **Source** - docs.slack.dev: incoming webhooks, chat.postMessage, chat.update.
@Component
final class SlackChannel implements Channel {

    static final String WEBHOOK = "webhook";
    private static final String TOKEN = SlackApi.TOKEN;
    private static final String CHANNEL = SlackApi.CHANNEL;

    private static final String TIMESTAMP = "ts";
    private static final Set<String> FOR_GOOD = Set.of(
            "invalid_auth",
            "not_authed",
            "account_inactive",
            "token_revoked",
            "token_expired",
            "missing_scope",
            "no_permission",
            "access_denied",
            "channel_not_found",
            "not_in_channel",
            "is_archived",
            "restricted_action",
            "team_access_not_granted");
    private static final Set<String> LATER =
            Set.of("internal_error", "fatal_error", "service_unavailable", "request_timeout", "accesslimited");

    private final HttpSender http;
    private final ReceiverType type = Form.of("slack")
            .optional(WEBHOOK, Kind.SECRET_URL, 2_000)
            .optional(TOKEN, Kind.SECRET, 300)
            .optional(CHANNEL, Kind.TEXT, 80)
            .optional(SlackPress.SIGNING_SECRET, Kind.SECRET, 200)
            .optionalUrl(SlackApi.API, Kind.URL, "https://slack.com/api")
            .withTemplates();
    private final SlackApi api;

    SlackChannel(HttpSender http) {
        this.http = http;
        this.api = new SlackApi(http, type);
    }

    SlackApi api() {
        return api;
    }

    @Override
    public ReceiverType type() {
        return type;
    }

    @Override
    public List<SettingFault> check(Map<String, String> settings) {
        boolean byBot = settings.containsKey(TOKEN) || settings.containsKey(CHANNEL);
        if (byBot && !(settings.containsKey(TOKEN) && settings.containsKey(CHANNEL))) {
            return List.of(new SettingFault(
                    settings.containsKey(TOKEN) ? CHANNEL : TOKEN, "is missing: a bot needs token and channel"));
        }
        if (!byBot && settings.containsKey(SlackPress.SIGNING_SECRET)) {
            return List.of(new SettingFault(SlackPress.SIGNING_SECRET, "is for a bot: it needs token and channel"));
        }
        return byBot == settings.containsKey(WEBHOOK)
                ? List.of(new SettingFault(WEBHOOK, "give either webhook, or token and channel"))
                : List.of();
    }

    @Override
    public Delivery deliver(Notice notice, Address address) {
        SlackMessage message = message(notice, address);
        if (address.setting(TOKEN).isEmpty()) {
            return byWebhook(message, address);
        }
        String ts = address.memory().get(TIMESTAMP);
        return ts == null ? post(message, notice, address) : update(message, notice, address, ts);
    }

    @Override
    public ReceiverPreview.Message preview(Notice notice, Address address) {
        Map<String, Object> message = message(notice, address).whole();
        Map<String, Object> body = address.setting(CHANNEL)
                .map(channel -> SlackApi.in(channel, message))
                .orElse(message);
        return Payload.of(http.bytes(body), Form.secrets(type, address)).message("/blocks/0/text/text", "/blocks");
    }

    private static SlackMessage message(Notice notice, Address address) {
        return new SlackMessage(NoticeText.of(notice, address), SlackPress.areTaken(address.settings()));
    }

    private Delivery byWebhook(SlackMessage message, Address address) {
        HttpReply reply = http.send(HttpCall.json("POST", address.required(WEBHOOK), http.bytes(message.whole()))
                .hiding(Form.secrets(type, address)));
        return switch (reply) {
            case HttpReply.Accepted accepted -> new Delivery.Delivered(accepted.said(), Map.of());
            case HttpReply.Refused refused -> refused.verdict();
        };
    }

    private Delivery post(SlackMessage message, Notice notice, Address address) {
        HttpReply reply = api.call("chat.postMessage", message.whole(), address, address.required(CHANNEL));
        if (!SlackApi.isOk(reply)) {
            return verdict(reply);
        }
        Map<String, String> memory = new LinkedHashMap<>();
        memory.put(TIMESTAMP, reply.json().path(TIMESTAMP).asString(""));
        // An update takes the id and not the name of a channel.
        memory.put(CHANNEL, reply.json().path(CHANNEL).asString(""));
        memory.values().removeIf(String::isEmpty);
        return new Delivery.Delivered("posted", isOver(notice) ? Map.of() : memory);
    }

    private Delivery update(SlackMessage message, Notice notice, Address address, String ts) {
        String channel = address.memory().getOrDefault(CHANNEL, address.required(CHANNEL));
        Map<String, Object> updated = new LinkedHashMap<>(message.whole());
        updated.put(TIMESTAMP, ts);
        HttpReply reply = api.call("chat.update", updated, address, channel);
        if (error(reply).equals("message_not_found") || error(reply).equals("cant_update_message")) {
            return post(message, notice, address);
        }
        if (!SlackApi.isOk(reply)) {
            return verdict(reply);
        }
        Map<String, Object> said = new LinkedHashMap<>(message.reply());
        said.put("thread_ts", ts);
        said.put("reply_broadcast", notice.kind() == Notice.Kind.ESCALATED);
        HttpReply answer = api.call("chat.postMessage", said, address, channel);
        return SlackApi.isOk(answer)
                ? new Delivery.Delivered(
                        "updated, and said in its thread", isOver(notice) ? Map.of() : address.memory())
                : verdict(answer);
    }

    /// The next trouble of the group is a message of its own.
    private static boolean isOver(Notice notice) {
        return notice.kind() == Notice.Kind.RESOLVED || notice.kind() == Notice.Kind.TEST;
    }

    private static String error(HttpReply reply) {
        return reply.json().path("error").asString("");
    }

    /// Slack says 200 and then in the answer that it did nothing.
    private static Delivery verdict(HttpReply reply) {
        return switch (reply) {
            case HttpReply.Refused refused -> refused.verdict();
            case HttpReply.Accepted accepted -> {
                String error = error(accepted);
                if (error.isEmpty() || LATER.contains(error)) {
                    yield new Delivery.RetryLater(null, false, "Slack: " + accepted.said());
                }
                if (error.equals("ratelimited") || error.equals("rate_limited")) {
                    yield new Delivery.RetryLater(null, true, "Slack: " + accepted.said());
                }
                yield new Delivery.Rejected(FOR_GOOD.contains(error), "Slack: " + accepted.said());
            }
        };
    }
}
