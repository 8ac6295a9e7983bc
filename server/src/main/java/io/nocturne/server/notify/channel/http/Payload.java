package io.nocturne.server.notify.channel.http;

import io.nocturne.model.alert.ReceiverPreview;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// A body of JSON as it is sent, for people to look at: without what its receiver keeps secret.
///
/// **Threads** - immutable.
public final class Payload {

    private static final JsonMapper LINES =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    /// A shorter secret may be a word like any other, and is one only where it stands alone.
    private static final int SHORTEST_WITHIN = 8;

    private static final String HIDDEN = "…";
    private static final String TEXT = "text";

    private final JsonNode body;

    private Payload(JsonNode body) {
        this.body = body;
    }

    /// **Shape** - `secrets` as the channel hides them in answers.
    public static Payload of(byte[] body, Collection<String> secrets) {
        List<String> longestFirst = secrets.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        return new Payload(hidden(LINES.readTree(body), longestFirst));
    }

    private static JsonNode hidden(JsonNode node, List<String> secrets) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (node.isString()) {
            return nodes.stringNode(hidden(node.asString(), secrets));
        }
        if (node.isArray()) {
            return nodes.arrayNode()
                    .addAll(node.valueStream()
                            .map(each -> hidden(each, secrets))
                            .toList());
        }
        if (node.isObject()) {
            Map<String, JsonNode> properties = new LinkedHashMap<>();
            node.properties().forEach(each -> properties.put(each.getKey(), hidden(each.getValue(), secrets)));
            return nodes.objectNode().setAll(properties);
        }
        return node;
    }

    private static String hidden(String text, List<String> secrets) {
        String shown = text;
        for (String secret : secrets) {
            if (shown.equals(secret)) {
                return HIDDEN;
            }
            shown = secret.length() < SHORTEST_WITHIN ? shown : shown.replace(secret, HIDDEN);
        }
        return shown;
    }

    /// With the parts that people read.
    ///
    /// **Shape** - pointers of RFC 6901; of `texts` what is there, each in lines of its own. Of an array or
    /// object these are its texts: entries of arrays, and what is called `text`; never the title.
    public ReceiverPreview.Message message(String title, String... texts) {
        String head = body.at(title).asString("");
        List<String> lines = new ArrayList<>();
        for (String pointer : texts) {
            words(body.at(pointer), true).filter(words -> !words.equals(head)).forEach(lines::add);
        }
        return ReceiverPreview.Message.of(
                head.isEmpty() ? null : head, String.join("\n", lines), LINES.writeValueAsString(body));
    }

    private static Stream<String> words(JsonNode node, boolean isText) {
        if (node.isString()) {
            return isText ? Stream.of(node.asString()) : Stream.empty();
        }
        if (node.isArray()) {
            return node.valueStream().flatMap(each -> words(each, true));
        }
        return node.properties().stream()
                .flatMap(each -> words(each.getValue(), each.getKey().equals(TEXT)));
    }
}
