package io.nocturne.server.notify.channel.smshttp;

import io.nocturne.server.notify.channel.PhoneNumbers;
import io.nocturne.server.notify.channel.SettingCheck;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;

/// Whether what a gateway says that somebody answered is from the gateway, and from one of the receiver's people.
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

    /// Whether the number is one of those that the receiver tells.
    public static boolean isTold(String number, Map<String, String> settings) {
        return PhoneNumbers.hold(SettingCheck.parts(settings.getOrDefault(SmsHttpChannel.TO, "")), number);
    }
}
