package io.nocturne.server.platform.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Keyed digests.
///
/// **Threads** - stateless.
/// **Source** - RFC 2104.
public final class Hmac {

    /// The digest that a key is for when nothing else is said.
    public static final String SHA256 = "HmacSHA256";

    private static final String SHA1 = "HmacSHA1";

    private Hmac() {}

    /// **Shape** - 32 bytes, of all parts one behind the other; the secret must not be empty.
    public static byte[] sha256(String secret, byte[]... parts) {
        return of(key(secret, SHA256), parts);
    }

    /// For vendors who want it so.
    ///
    /// **Shape** - 20 bytes; else as [#sha256].
    public static byte[] sha1(String secret, byte[]... parts) {
        return of(key(secret, SHA1), parts);
    }

    /// By the digest that the key is for.
    public static byte[] of(Key key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + key.getAlgorithm(), e);
        }
    }

    private static Key key(String secret, String algorithm) {
        return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm);
    }
}
