package io.nocturne.server.notify.channel.slack;

import io.nocturne.server.platform.secret.Hmac;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Somebody pressed a button that acknowledges, as Slack tells it.
///
/// **Shape** - `token` is the button's; `user` a name to be shown; the ids are letters and digits, and `ts`
/// is the message's, whose text and blocks `message` has.
/// **Threads** - immutable.
/// **Source** - docs.slack.dev: block_actions payloads; verifying requests (version v0, HMAC-SHA256, five
/// minutes).
public record SlackPress(String token, String user, String userId, String channel, String ts, JsonNode message) {

    static final String SIGNING_SECRET = "signingSecret";
    static final String ACKNOWLEDGE = "acknowledge";

    private static final String VERSION = "v0";
    private static final Duration OLDEST = Duration.ofMinutes(5);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,40}");
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,20}\\.[0-9]{1,20}");

    /// Whether a receiver's messages have such buttons.
    public static boolean areTaken(Map<String, String> settings) {
        return isSet(settings, SlackApi.TOKEN) && isSet(settings, SIGNING_SECRET);
    }

    private static boolean isSet(Map<String, String> settings, String key) {
        return !settings.getOrDefault(key, "").isEmpty();
    }

    /// Whether Slack signed a request, for this receiver and within the last minutes.
    public static boolean isSigned(
            byte[] body, String timestamp, String signature, Map<String, String> settings, Instant now) {
        if (!areTaken(settings) || !SECONDS.matcher(timestamp).matches()) {
            return false;
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                .abs();
        byte[] head = (VERSION + ":" + timestamp + ":").getBytes(StandardCharsets.UTF_8);
        String expected = VERSION + "="
                + HexFormat.of().formatHex(Hmac.sha256(settings.getOrDefault(SIGNING_SECRET, ""), head, body));
        boolean isOurs = MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
        return isOurs && age.compareTo(OLDEST) <= 0;
    }

    /// Reads a payload.
    ///
    /// **Absent** - for anything else that people do: Slack tells of each button, links included.
    public static Optional<SlackPress> of(JsonNode payload) {
        JsonNode action = payload.path("actions").path(0);
        boolean isOurs = payload.path("type").asString("").equals("block_actions")
                && action.path("action_id").asString("").startsWith(ACKNOWLEDGE);
        String token = action.path("value").asString("");
        if (!isOurs || token.isEmpty()) {
            return Optional.empty();
        }
        JsonNode user = payload.path("user");
        String name = user.path("name").asString(user.path("username").asString(""));
        return Optional.of(new SlackPress(
                token,
                name.isBlank() ? "Slack" : name,
                matching(ID, user.path("id").asString("")),
                matching(ID, payload.path("channel").path("id").asString("")),
                matching(TIMESTAMP, payload.path("message").path("ts").asString("")),
                payload.path("message")));
    }

    private static String matching(Pattern pattern, String text) {
        return pattern.matcher(text).matches() ? text : "";
    }
}
