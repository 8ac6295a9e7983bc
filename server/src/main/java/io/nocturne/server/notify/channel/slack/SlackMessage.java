package io.nocturne.server.notify.channel.slack;

import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.text.Limit;
import io.nocturne.server.notify.text.Measure;
import io.nocturne.server.notify.text.NoticeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A notice in blocks of Slack.
///
/// **Source** - docs.slack.dev, Block Kit: a header takes 150 characters, a section 3,000, a button's text 75
/// and its value 2,000; in all about 13,200 are taken (slackapi/bolt-js#2509).
final class SlackMessage {

    static final Limit HEADER = new Limit(Measure.UTF16, 150);
    static final Limit SECTION = new Limit(Measure.UTF16, 3_000);
    private static final Limit TEXT = new Limit(Measure.UTF16, 3_000);
    /// Signs that are written as entities grow after they are cut.
    private static final Limit LINES = new Limit(Measure.UTF16, 2_000);

    private static final Limit LINE = new Limit(Measure.UTF16, 400);
    private static final Limit GUIDANCE = new Limit(Measure.UTF16, 500);
    private static final Limit URL = new Limit(Measure.UTF16, 1_000);

    /// What a finger finds; the others are acknowledged in the console.
    private static final int MAX_BUTTONS = 5;

    private static final Limit LABEL = new Limit(Measure.UTF16, 75);

    private final NoticeText text;
    private final boolean takesPresses;

    /// **Shape** - `takesPresses` is whether Slack tells this server who pressed a button.
    SlackMessage(NoticeText text, boolean takesPresses) {
        this.text = text;
        this.takesPresses = takesPresses;
    }

    /// The message of a group.
    Map<String, Object> whole() {
        List<Object> blocks = new ArrayList<>();
        blocks.add(Map.of("type", "header", "text", Map.of("type", "plain_text", "text", HEADER.cut(headline()))));
        List<String> lines = text.notice().items().stream()
                .map(item -> LINE.cut(text.line(item))
                        + text.inHand(item.alert()).map(held -> " · " + held).orElse(""))
                .toList();
        if (!lines.isEmpty()) {
            blocks.add(section(LINES.lines(lines, text.notice().omitted(), text)));
        }
        if (text.notice().items().size() == 1) {
            alone().forEach(blocks::add);
        } else if (takesPresses) {
            presses().forEach(blocks::add);
        }
        if (!text.notes().isEmpty()) {
            blocks.add(Map.of(
                    "type", "context", "elements", List.of(mrkdwn(LINES.cut(String.join("\n", text.notes()))))));
        }
        Map<String, Object> message = new LinkedHashMap<>();
        // What a phone shows, and who has no blocks.
        message.put("text", escaped(TEXT.cut(text.tone().sign() + " " + text.summary())));
        message.put("blocks", blocks);
        return message;
    }

    /// What is new, in the thread of the message.
    Map<String, Object> reply() {
        List<String> lines = new ArrayList<>();
        lines.add(headline());
        lines.addAll(text.notes());
        return Map.of("text", escaped(LINES.cut(String.join("\n", lines))));
    }

    private String headline() {
        return text.tone().sign() + " " + text.summary();
    }

    private List<Object> alone() {
        List<Object> blocks = new ArrayList<>();
        var item = text.notice().items().getFirst();
        if (item.alert().guidance() != null) {
            blocks.add(section(GUIDANCE.cut(item.alert().guidance())));
        }
        List<Object> buttons = new ArrayList<>();
        NoticeText.link(item).ifPresent(url -> {
            if (takesPresses) {
                buttons.add(press(SlackPress.ACKNOWLEDGE, text.label("acknowledge"), url));
            } else {
                button(buttons, "acknowledge", url);
            }
        });
        button(buttons, "runbook", item.alert().runbookUrl());
        if (!buttons.isEmpty()) {
            blocks.add(Map.of("type", "actions", "elements", buttons));
        }
        return blocks;
    }

    /// A button for each of the first alerts that may be acknowledged.
    private List<Object> presses() {
        List<Object> buttons = new ArrayList<>();
        for (Notice.Item item : text.notice().items()) {
            String url = NoticeText.link(item).orElse(null);
            if (url != null && buttons.size() < MAX_BUTTONS) {
                String label = text.label("acknowledge") + ": " + text.what(item.alert());
                buttons.add(press(SlackPress.ACKNOWLEDGE + "-" + buttons.size(), label, url));
            }
        }
        return buttons.isEmpty() ? List.of() : List.of(Map.of("type", "actions", "elements", buttons));
    }

    private static Map<String, Object> press(String actionId, String label, String url) {
        return Map.of(
                "type",
                "button",
                "text",
                Map.of("type", "plain_text", "text", LABEL.cut(label)),
                "value",
                url.substring(url.lastIndexOf('/') + 1),
                "action_id",
                actionId);
    }

    private void button(List<Object> buttons, String fact, @Nullable String url) {
        if (url != null && URL.fits(url)) {
            Map<String, Object> label = Map.of("type", "plain_text", "text", text.label(fact));
            buttons.add(Map.of("type", "button", "text", label, "url", url, "action_id", fact));
        }
    }

    private static Map<String, Object> section(String words) {
        return Map.of("type", "section", "text", mrkdwn(words));
    }

    private static Map<String, Object> mrkdwn(String words) {
        return Map.of("type", "mrkdwn", "text", SECTION.cut(escaped(words)));
    }

    /// Slack reads these three as its own; a name like `<!channel>` must not wake everybody.
    static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
