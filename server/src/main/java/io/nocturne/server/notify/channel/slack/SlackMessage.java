package io.nocturne.server.notify.channel.slack;

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
/// **Source** - docs.slack.dev, Block Kit: a header takes 150 characters, a section 3,000; in all about 13,200
/// are taken (slackapi/bolt-js#2509).
final class SlackMessage {

    static final Limit HEADER = new Limit(Measure.UTF16, 150);
    static final Limit SECTION = new Limit(Measure.UTF16, 3_000);
    private static final Limit TEXT = new Limit(Measure.UTF16, 3_000);
    /// Signs that are written as entities grow after they are cut.
    private static final Limit LINES = new Limit(Measure.UTF16, 2_000);

    private static final Limit LINE = new Limit(Measure.UTF16, 400);
    private static final Limit GUIDANCE = new Limit(Measure.UTF16, 500);
    private static final Limit URL = new Limit(Measure.UTF16, 1_000);

    private final NoticeText text;

    SlackMessage(NoticeText text) {
        this.text = text;
    }

    /// The message of a group.
    Map<String, Object> whole() {
        List<Object> blocks = new ArrayList<>();
        blocks.add(Map.of("type", "header", "text", Map.of("type", "plain_text", "text", HEADER.cut(headline()))));
        List<String> lines = text.notice().items().stream()
                .map(item -> LINE.cut(text.line(item)))
                .toList();
        if (!lines.isEmpty()) {
            blocks.add(section(LINES.lines(lines, text.notice().omitted(), text)));
        }
        if (text.notice().items().size() == 1) {
            alone().forEach(blocks::add);
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
        button(buttons, "acknowledge", NoticeText.link(item).orElse(null));
        button(buttons, "runbook", item.alert().runbookUrl());
        if (!buttons.isEmpty()) {
            blocks.add(Map.of("type", "actions", "elements", buttons));
        }
        return blocks;
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
    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
