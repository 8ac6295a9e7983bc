package io.nocturne.server.access;

import io.nocturne.server.platform.secret.Hmac;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The text of refresh tokens: a session, the number of the token in it, and a keyed digest of both.
///
/// A token follows from its session and number, so that the same question gets the same answer, and one that
/// was made up is known without asking the database.
///
/// **Shape** - `nrt_` and Base64url of 16 + 8 + 32 bytes.
/// **Threads** - immutable.
final class RefreshTokens {

    private static final String PREFIX = "nrt_";
    private static final int NAMED_BYTES = 24;
    private static final int BYTES = NAMED_BYTES + 32;
    private static final int CHARACTERS = PREFIX.length() + (BYTES * 4 + 2) / 3;

    private final SecretKeySpec key;

    /// **Shape** - the key is derived from the one that signs access tokens, and used for nothing else.
    RefreshTokens(SecretKey signingKey) {
        this.key = new SecretKeySpec(
                Hmac.of(signingKey, "refresh tokens".getBytes(StandardCharsets.US_ASCII)), Hmac.SHA256);
    }

    String text(Ticket ticket) {
        byte[] named = ByteBuffer.allocate(NAMED_BYTES)
                .putLong(ticket.sessionId().getMostSignificantBits())
                .putLong(ticket.sessionId().getLeastSignificantBits())
                .putLong(ticket.generation())
                .array();
        byte[] all =
                ByteBuffer.allocate(BYTES).put(named).put(Hmac.of(key, named)).array();
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /// Empty for a text that did not come from here.
    Optional<Ticket> read(String text) {
        if (text.length() != CHARACTERS || !text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(PREFIX.length())));
            Ticket ticket = new Ticket(new UUID(bytes.getLong(), bytes.getLong()), bytes.getLong());
            boolean ours = MessageDigest.isEqual(
                    text(ticket).getBytes(StandardCharsets.US_ASCII), text.getBytes(StandardCharsets.US_ASCII));
            return ours ? Optional.of(ticket) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// One refresh token of a session.
    record Ticket(UUID sessionId, long generation) {}
}
