package io.nocturne.server.notify.channel.smshttp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;

/// Whether an answer comes from the gateway.
///
/// **Threads** - stateless.
public final class SmsAnswer {

    static final String INBOUND_TOKEN = "inboundToken";
    static final int SHORTEST_TOKEN = 16;
    static final int LONGEST_TOKEN = 200;

    private SmsAnswer() {}

    /// Whether the token is the receiver's; it takes none that has no token.
    public static boolean isAllowed(String token, Map<String, String> settings) {
        String wanted = settings.getOrDefault(INBOUND_TOKEN, "");
        return !wanted.isEmpty()
                && MessageDigest.isEqual(
                        wanted.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
