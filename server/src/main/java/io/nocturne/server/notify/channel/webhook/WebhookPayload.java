package io.nocturne.server.notify.channel.webhook;

import io.nocturne.model.alert.Alert;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.text.NoticeText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The payload of Alertmanager's webhook, version 4, with what only we know under `nocturne`.
///
/// **Shape** - an alert that is over has status `resolved` there, whatever the reason; which one it is,
/// `nocturne` says. An alert that is unknown still fires.
final class WebhookPayload {

    /// Alertmanager's word for "no end yet".
    private static final String NO_END = "0001-01-01T00:00:00Z";

    private WebhookPayload() {}

    static Map<String, Object> of(NoticeText text, String receiverId) {
        Notice notice = text.notice();
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("version", "4");
        payload.put("groupKey", notice.groupKey());
        payload.put("truncatedAlerts", notice.omitted());
        boolean isOpen = !notice.items().isEmpty() && text.isAnyOpen();
        payload.put("status", isOpen ? "firing" : "resolved");
        payload.put("receiver", receiverId);
        Map<String, String> common = text.commonLabels();
        payload.put("groupLabels", groupLabels(common));
        payload.put("commonLabels", new TreeMap<>(common));
        List<Map<String, Object>> alerts =
                notice.items().stream().map(item -> alert(text, item)).toList();
        payload.put("commonAnnotations", commonAnnotations(text));
        payload.put("externalURL", notice.serverUrl());
        payload.put("alerts", alerts);
        payload.put("nocturne", ours(text));
        return payload;
    }

    private static Map<String, String> groupLabels(Map<String, String> common) {
        return common.entrySet().stream()
                .filter(label ->
                        label.getKey().equals("alertname") || label.getKey().equals("host"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
    }

    private static Map<String, Object> alert(NoticeText text, Notice.Item item) {
        Alert alert = item.alert();
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("status", alert.status().isOpen() ? "firing" : "resolved");
        told.put("labels", new TreeMap<>(alert.labels()));
        told.put("annotations", annotations(text, item));
        told.put("startsAt", (alert.firedAt() == null ? alert.pendingAt() : alert.firedAt()).toString());
        told.put("endsAt", alert.endedAt() == null ? NO_END : alert.endedAt().toString());
        told.put("generatorURL", text.url(alert));
        told.put("fingerprint", fingerprint(alert));
        told.put("nocturne", ours(item));
        return told;
    }

    private static Map<String, String> annotations(NoticeText text, Notice.Item item) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("summary", text.line(item));
        annotations.put("value", text.value(item.alert()));
        if (item.alert().guidance() != null) {
            annotations.put("description", item.alert().guidance());
        }
        if (item.alert().runbookUrl() != null) {
            annotations.put("runbook_url", item.alert().runbookUrl());
        }
        return annotations;
    }

    private static Map<String, String> commonAnnotations(NoticeText text) {
        return text.notice().items().stream()
                .map(item -> annotations(text, item))
                .reduce((one, other) -> one.entrySet().stream()
                        .filter(each -> each.getValue().equals(other.get(each.getKey())))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .<Map<String, String>>map(TreeMap::new)
                .orElse(Map.of());
    }

    private static Map<String, Object> ours(Notice.Item item) {
        Alert alert = item.alert();
        Map<String, Object> ours = new LinkedHashMap<>();
        ours.put("alertId", alert.alertId());
        ours.put("ruleId", alert.ruleId());
        ours.put("ruleName", alert.ruleName());
        ours.put("hostId", alert.hostId());
        ours.put("status", word(alert.status()));
        ours.put("severity", word(alert.severity()));
        ours.put("value", Double.isFinite(alert.value()) ? alert.value() : null);
        ours.put("threshold", alert.threshold());
        ours.put("unit", alert.unit());
        ours.put("attributes", new TreeMap<>(alert.attributes()));
        ours.put("flapping", alert.flapping());
        ours.put("detail", alert.detail());
        ours.put("endReason", alert.endReason() == null ? null : word(alert.endReason()));
        ours.put(
                "acknowledgedBy",
                alert.acknowledgement() == null ? null : alert.acknowledgement().owner());
        ours.put("acknowledgeUrl", NoticeText.link(item).orElse(null));
        ours.values().removeIf(value -> value == null);
        return ours;
    }

    private static Map<String, Object> ours(NoticeText text) {
        Notice notice = text.notice();
        Map<String, Object> ours = new LinkedHashMap<>();
        ours.put("noticeId", notice.noticeId());
        ours.put("kind", word(notice.kind()));
        ours.put("at", notice.at().toString());
        ours.put("title", text.title());
        ours.put("notes", new ArrayList<>(text.notes()));
        ours.put("suppressed", notice.suppressed());
        ours.put("late", notice.isLate());
        ours.put("drill", notice.isDrill());
        if (notice.repeat() != null) {
            ours.put("since", notice.repeat().since().toString());
            ours.put("number", notice.repeat().number());
        }
        return ours;
    }

    /// As the API writes it: `RULE_CHANGED` is `ruleChanged`.
    private static String word(Enum<?> constant) {
        String[] parts = constant.name().toLowerCase(Locale.ROOT).split("_", -1);
        StringBuilder word = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            word.append(Character.toUpperCase(parts[i].charAt(0))).append(parts[i].substring(1));
        }
        return word.toString();
    }

    /// The same for the same rule, host and instance, at every raise: 16 hexadecimal digits.
    private static String fingerprint(Alert alert) {
        String identity = alert.ruleId() + '\n' + alert.hostId() + '\n' + new TreeMap<>(alert.attributes());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().toHexDigits(ByteBuffer.wrap(digest).getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
