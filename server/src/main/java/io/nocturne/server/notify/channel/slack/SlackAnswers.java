package io.nocturne.server.notify.channel.slack;

import io.nocturne.server.notify.channel.Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Shows what became of a press: by the bot's own methods, so that no address which comes in is ever called.
///
/// **Threads** - safe.
/// **Source** - docs.slack.dev: chat.update, chat.postEphemeral; 50 blocks a message.
@Component
public final class SlackAnswers {

    private static final int MAX_BLOCKS = 50;

    private final SlackApi api;

    SlackAnswers(SlackChannel channel) {
        this.api = channel.api();
    }

    /// Puts words in the place of the button that was pressed, for everybody to see. One attempt: the next
    /// message of the group tells it anyway.
    public void replace(SlackPress press, String words, Address address) {
        List<Object> blocks = without(press.token(), press.message().path("blocks"));
        if (blocks.size() >= MAX_BLOCKS
                || press.ts().isEmpty()
                || press.channel().isEmpty()) {
            whisper(press, words, address);
            return;
        }
        Map<String, Object> mrkdwn = Map.of("type", "mrkdwn", "text", SlackMessage.escaped(words));
        blocks.add(Map.of("type", "context", "elements", List.of(mrkdwn)));
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("ts", press.ts());
        message.put("text", press.message().path("text").asString(""));
        message.put("blocks", blocks);
        if (!SlackApi.isOk(api.call("chat.update", message, address, press.channel()))) {
            whisper(press, words, address);
        }
    }

    /// Says something to who pressed, and nobody else.
    public void whisper(SlackPress press, String words, Address address) {
        if (!press.userId().isEmpty() && !press.channel().isEmpty()) {
            api.call(
                    "chat.postEphemeral",
                    Map.of("user", press.userId(), "text", SlackMessage.escaped(words)),
                    address,
                    press.channel());
        }
    }

    private static List<Object> without(String token, JsonNode blocks) {
        List<Object> left = new ArrayList<>();
        for (JsonNode block : blocks) {
            List<JsonNode> elements = new ArrayList<>();
            block.path("elements").forEach(elements::add);
            boolean isPressed = elements.removeIf(
                    element -> element.path("value").asString("").equals(token));
            if (!isPressed) {
                left.add(block);
            } else if (!elements.isEmpty()) {
                left.add(Map.of("type", "actions", "elements", elements));
            }
        }
        return left;
    }
}
