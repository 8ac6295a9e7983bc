package io.nocturne.server.notify.channel.twilio;

import io.nocturne.server.platform.secret.Hmac;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Whether what comes as somebody's answer comes from Twilio.
///
/// **Threads** - stateless.
/// **Source** - twilio.com/docs, Validating requests: HMAC-SHA1 by the auth token of the address and of all
/// fields in the order of their names, in base64.
public final class TwilioAnswer {

    static final String REPLIES = "replies";

    private TwilioAnswer() {}

    /// Whether the receiver takes answers: its number must send them here.
    public static boolean areTaken(Map<String, String> settings) {
        return settings.getOrDefault(REPLIES, "false").equals("true");
    }

    /// Whether Twilio signed a request.
    ///
    /// **Shape** - `urls` under which it may know this server; `fields` of the form, names and values.
    public static boolean isSigned(
            List<String> urls, List<Map.Entry<String, String>> fields, String signature, Map<String, String> settings) {
        String token = settings.getOrDefault(TwilioChannel.TOKEN, "");
        if (token.isEmpty()) {
            return false;
        }
        StringBuilder all = new StringBuilder();
        fields.stream()
                .distinct()
                .sorted(Map.Entry.<String, String>comparingByKey()
                        .thenComparing(Comparator.comparing(Map.Entry::getValue)))
                .forEach(field -> all.append(field.getKey()).append(field.getValue()));
        byte[] given = signature.getBytes(StandardCharsets.UTF_8);
        boolean isOurs = false;
        for (String url : urls) {
            isOurs |= MessageDigest.isEqual(given, signature(url + all, token).getBytes(StandardCharsets.UTF_8));
        }
        return isOurs;
    }

    private static String signature(String text, String token) {
        return Base64.getEncoder().encodeToString(Hmac.sha1(token, text.getBytes(StandardCharsets.UTF_8)));
    }
}
