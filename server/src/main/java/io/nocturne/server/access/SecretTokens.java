package io.nocturne.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/// Makes opaque secrets of 256 random bits and the hashes under which they are stored.
///
/// **Threads** - safe.
@Component
public final class SecretTokens {

    private static final int BYTES = 32;

    private final SecureRandom random;

    SecretTokens(SecureRandom random) {
        this.random = random;
    }

    /// A new secret; the prefix tells people and scanners what leaked if it ever does.
    public String create(String prefix) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// SHA-256 in hex. No salt and no stretching: the input is random, so it cannot be guessed.
    public static String hash(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
