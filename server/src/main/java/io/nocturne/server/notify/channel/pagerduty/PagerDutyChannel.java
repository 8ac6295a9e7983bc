package io.nocturne.server.notify.channel.pagerduty;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.ReceiverPreview;
import io.nocturne.model.alert.ReceiverType;
import io.nocturne.model.alert.ReceiverType.Kind;
import io.nocturne.server.notify.channel.Address;
import io.nocturne.server.notify.channel.Channel;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.Form;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.channel.Recipients;
import io.nocturne.server.notify.channel.SettingFault;
import io.nocturne.server.notify.channel.http.HttpCall;
import io.nocturne.server.notify.channel.http.HttpReply;
import io.nocturne.server.notify.channel.http.HttpSender;
import io.nocturne.server.notify.channel.http.Payload;
import io.nocturne.server.notify.text.Limit;
import io.nocturne.server.notify.text.Measure;
import io.nocturne.server.notify.text.NoticeText;
import io.nocturne.server.notify.text.Tone;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// Opens, acknowledges and resolves an incident of PagerDuty, one for each group.
///
/// **Source** - PagerDuty developer docs, Events API v2: `summary` takes 1,024 characters, `dedup_key` 255,
/// an event 512 KB; about 120 events a minute for a key.
@Component
final class PagerDutyChannel implements Channel {

    static final String ROUTING_KEY = "routingKey";
    static final String API = "api";

    static final Limit SUMMARY = new Limit(Measure.UTF16, 1_024);
    static final int DEDUP_KEY = 255;

    private static final Limit LINE = new Limit(Measure.UTF16, 800);
    private static final Limit SOURCE = new Limit(Measure.UTF16, 255);
    private static final Limit VALUE = new Limit(Measure.UTF16, 1_000);
    private static final int MAX_LINES = 100;
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]{16,64}");

    private final Recipients recipients = new Recipients();
    private final HttpSender http;
    private final ReceiverType type = Form.of("pagerduty")
            .required(ROUTING_KEY, Kind.SECRET, 64)
            .optionalUrl(API, Kind.URL, "https://events.pagerduty.com")
            .withTemplates();

    PagerDutyChannel(HttpSender http) {
        this.http = http;
    }

    @Override
    public ReceiverType type() {
        return type;
    }

    @Override
    public List<SettingFault> check(Map<String, String> settings) {
        return KEY.matcher(settings.getOrDefault(ROUTING_KEY, "")).matches()
                ? List.of()
                : List.of(new SettingFault(ROUTING_KEY, "must be an integration key, 16 to 64 letters and digits"));
    }

    @Override
    public Delivery deliver(Notice notice, Address address) {
        Map<Notice.Group, List<Notice.Item>> groups = new LinkedHashMap<>();
        for (Notice.Item item : notice.items()) {
            Notice.Group group = item.group();
            if (group != null) {
                groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(item);
            }
        }
        if (groups.isEmpty()) {
            return deliverOne(notice, address);
        }
        Map<String, Notice> parts = new LinkedHashMap<>();
        groups.forEach((group, items) -> part(notice, group, items).ifPresent(part -> parts.put(group.key(), part)));
        return recipients.deliver(
                notice,
                address,
                List.copyOf(parts.keySet()),
                key -> deliverOne(parts.getOrDefault(key, notice), address));
    }

    /// A digest opens and closes the incident of each of its groups.
    ///
    /// **Absent** - where only a part of a group is over: its incident stays as it is.
    private static Optional<Notice> part(Notice digest, Notice.Group group, List<Notice.Item> items) {
        if (!group.stands()) {
            return Optional.of(digest.part(group.key(), Notice.Kind.RESOLVED, items));
        }
        boolean isAnyOpen =
                items.stream().anyMatch(item -> item.alert().status().isOpen());
        Notice.Kind kind = digest.kind() == Notice.Kind.RESOLVED ? Notice.Kind.CHANGED : digest.kind();
        return isAnyOpen ? Optional.of(digest.part(group.key(), kind, items)) : Optional.empty();
    }

    private Delivery deliverOne(Notice notice, Address address) {
        String action = action(notice);
        Delivery delivery = send(event(notice, address, action), address);
        if (notice.kind() == Notice.Kind.TEST && delivery instanceof Delivery.Delivered) {
            // Nothing else would ever close it.
            return send(event(notice, address, "resolve"), address);
        }
        return delivery;
    }

    @Override
    public ReceiverPreview.Message preview(Notice notice, Address address) {
        String details = "/payload/custom_details";
        return Payload.of(http.bytes(event(notice, address, action(notice))), Form.secrets(type, address))
                .message("/payload/summary", details + "/alerts", details + "/notes");
    }

    private Delivery send(Map<String, Object> event, Address address) {
        String url = address.required(API).replaceFirst("/+$", "") + "/v2/enqueue";
        return switch (http.send(HttpCall.json("POST", url, http.bytes(event)).hiding(Form.secrets(type, address)))) {
            case HttpReply.Accepted accepted ->
                new Delivery.Delivered(accepted.json().path("message").asString("accepted"), Map.of());
            case HttpReply.Refused refused -> refused.verdict();
        };
    }

    private static String action(Notice notice) {
        List<Alert> open = notice.items().stream()
                .map(Notice.Item::alert)
                .filter(alert -> alert.status().isOpen())
                .toList();
        return switch (notice.kind()) {
            case RESOLVED -> "resolve";
            case CHANGED, FLAPPING -> {
                if (open.isEmpty() && notice.omitted() == 0) {
                    yield "resolve";
                }
                boolean isInHand = open.stream().allMatch(alert -> alert.acknowledgement() != null);
                yield isInHand && notice.omitted() == 0 ? "acknowledge" : "trigger";
            }
            case FIRING, ESCALATED, REPEATED, UNKNOWN, REOPENED, TEST -> "trigger";
        };
    }

    private static Map<String, Object> event(Notice notice, Address address, String action) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("routing_key", address.required(ROUTING_KEY));
        event.put("event_action", action);
        event.put("dedup_key", dedupKey(notice.groupKey()));
        if (!action.equals("trigger")) {
            return event;
        }
        NoticeText text = NoticeText.of(notice, address);
        event.put("client", "Nocturne");
        event.put("client_url", notice.serverUrl());
        event.put("payload", payload(text));
        List<Object> links = new ArrayList<>();
        notice.items().stream()
                .filter(item -> item.alert().runbookUrl() != null)
                .map(item -> Map.<String, Object>of(
                        "href",
                        item.alert().runbookUrl(),
                        "text",
                        SOURCE.cut(item.alert().ruleName())))
                .distinct()
                .limit(10)
                .forEach(links::add);
        if (!links.isEmpty()) {
            event.put("links", links);
        }
        return event;
    }

    private static Map<String, Object> payload(NoticeText text) {
        Notice notice = text.notice();
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("summary", SUMMARY.cut(text.summary()));
        payload.put(
                "source",
                notice.items().isEmpty()
                        ? "Nocturne"
                        : SOURCE.cut(notice.items().getFirst().alert().host()));
        payload.put("severity", severity(text.tone()));
        payload.put("timestamp", notice.at().toString());
        Map<String, Object> details = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        notice.items().stream().limit(MAX_LINES).forEach(item -> lines.add(LINE.cut(text.line(item))));
        int more = notice.items().size() - lines.size() + notice.omitted();
        if (more > 0) {
            lines.add(text.more(more));
        }
        details.put("alerts", lines);
        if (!text.notes().isEmpty()) {
            details.put("notes", text.notes().stream().map(VALUE::cut).toList());
        }
        if (notice.items().size() == 1) {
            text.facts(notice.items().getFirst())
                    .forEach(fact -> details.putIfAbsent(fact.label(), VALUE.cut(fact.value())));
            Alert alert = notice.items().getFirst().alert();
            payload.put("component", SOURCE.cut(NoticeText.instance(alert)));
            payload.put("class", SOURCE.cut(alert.ruleName()));
            payload.values().removeIf(value -> value.equals(""));
        }
        payload.put("custom_details", details);
        return payload;
    }

    private static String severity(Tone tone) {
        return switch (tone) {
            case CRITICAL -> "critical";
            case WARNING -> "warning";
            case UNKNOWN -> "error";
            case GOOD, PLAIN -> "info";
        };
    }

    /// The group's key, or what stands for it when it is too long.
    private static String dedupKey(String groupKey) {
        if (groupKey.length() <= DEDUP_KEY) {
            return groupKey;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(groupKey.getBytes(StandardCharsets.UTF_8));
            return "nocturne-" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
