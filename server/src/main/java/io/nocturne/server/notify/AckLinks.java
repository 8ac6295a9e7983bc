package io.nocturne.server.notify;

import io.nocturne.server.notify.store.ReceiverStore;
import io.nocturne.server.platform.secret.Hmac;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.SecretKey;

/// Links and codes by which whoever got a message acknowledges an alert once, without signing in.
///
/// **Shape** - a token is `alert|receiver|expiry|nonce`, signed. The nonce follows from the message, so that
/// an attempt which is made again has the same link; so does the code, which is therefore kept nowhere.
/// **Threads** - safe.
final class AckLinks {

    static final Duration LIFE = Duration.ofHours(24);
    static final String PATH = "/api/v1/alerts/ack-link/";
    static final int MAX_TOKEN = 512;

    private static final int NONCE_BYTES = 16;
    private static final int PARTS = 4;
    private static final int LEAST_CODE = 1_000;
    private static final int CODES = 9_000;

    private final SecretKey key;
    private final ReceiverStore store;
    private final Supplier<String> serverUrl;
    private final Clock clock;

    AckLinks(SecretKey key, ReceiverStore store, Supplier<String> serverUrl, Clock clock) {
        this.key = key;
        this.store = store;
        this.serverUrl = serverUrl;
        this.clock = clock;
    }

    String serverUrl() {
        return serverUrl.get();
    }

    String url(String alertId, String receiverId, String noticeId, Instant now) {
        return serverUrl.get() + PATH + token(alertId, receiverId, noticeId, now);
    }

    /// As long as a true one, and good for nothing: what stands for it where people look at a message.
    String shownUrl(String alertId, String receiverId, String noticeId, Instant now) {
        String url = url(alertId, receiverId, noticeId, now);
        int signature = url.lastIndexOf('.') + 1;
        return url.substring(0, signature) + "x".repeat(url.length() - signature);
    }

    String token(String alertId, String receiverId, String noticeId, Instant now) {
        long expiry = now.plus(LIFE).truncatedTo(ChronoUnit.HOURS).getEpochSecond();
        String claims = "%s|%s|%d|%s".formatted(alertId, receiverId, expiry, nonce(alertId, noticeId));
        return base64(claims.getBytes(StandardCharsets.UTF_8)) + "." + base64(sign(claims));
    }

    /// What who has no room for a link answers instead: four digits, of which the first is none of the
    /// leading zeros that people leave out.
    String code(String alertId, String receiverId, String noticeId) {
        long number = ByteBuffer.wrap(sign("code|%s|%s|%s".formatted(receiverId, noticeId, alertId)))
                .getLong();
        return Long.toString(LEAST_CODE + Math.floorMod(number, CODES));
    }

    /// What the code of a message permits: the same as its link, and once with it. Empty when it was used.
    Optional<Claims> ofMessage(String alertId, String receiverId, String noticeId, Instant toldAt) {
        Claims claims = new Claims(alertId, receiverId, toldAt.plus(LIFE), nonce(alertId, noticeId));
        return store.isUsed(claims.nonce()) ? Optional.empty() : Optional.of(claims);
    }

    /// False when something of this name was used before, until then.
    boolean useOnce(String name, Instant until) {
        return store.use(hex("once|" + name), until);
    }

    private String nonce(String alertId, String noticeId) {
        return hex("nonce|" + noticeId + "|" + alertId);
    }

    private String hex(String text) {
        return HexFormat.of().formatHex(Arrays.copyOf(sign(text), NONCE_BYTES));
    }

    /// What a token permits; empty when it is none of ours, over, or used.
    Optional<Claims> read(String token) {
        int dot = token.indexOf('.');
        if (dot < 0 || token.length() > MAX_TOKEN) {
            return Optional.empty();
        }
        try {
            String claims = new String(Base64.getUrlDecoder().decode(token.substring(0, dot)), StandardCharsets.UTF_8);
            byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
            if (!MessageDigest.isEqual(signature, sign(claims))) {
                return Optional.empty();
            }
            String[] parts = claims.split("\\|", -1);
            if (parts.length != PARTS) {
                return Optional.empty();
            }
            Claims read = new Claims(parts[0], parts[1], Instant.ofEpochSecond(Long.parseLong(parts[2])), parts[3]);
            boolean isOver = !read.expiresAt().isAfter(clock.instant());
            return isOver || store.isUsed(read.nonce()) ? Optional.empty() : Optional.of(read);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// False when it was used a moment ago.
    boolean use(Claims claims) {
        return store.use(claims.nonce(), claims.expiresAt());
    }

    private byte[] sign(String text) {
        return Hmac.of(key, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// What is permitted, to whom, until when.
    record Claims(String alertId, String receiverId, Instant expiresAt, String nonce) {}
}
