package io.nocturne.server.notify;

import io.nocturne.server.notify.store.Contents;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// Encrypts the settings of receivers, whether or not there is a key file: with a key of their own, which lies
/// where the server's other secrets do.
///
/// **Shape** - a nonce of 12 bytes, the ciphertext, and a tag of 16; bound to the receiver's id.
/// **Source** - NIST SP 800-38D.
/// **Threads** - safe.
final class SettingsCipher {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";

    private final SecretKey key;
    private final SecureRandom random;
    private final Contents contents;

    SettingsCipher(SecretKey key, SecureRandom random, Contents contents) {
        this.key = key;
        this.random = random;
        this.contents = contents;
    }

    byte[] lock(String receiverId, Map<String, String> settings) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] hidden =
                    cipher(Cipher.ENCRYPT_MODE, nonce, receiverId).doFinal(contents.write(new Opened(settings)));
            byte[] both = Arrays.copyOf(nonce, NONCE_BYTES + hidden.length);
            System.arraycopy(hidden, 0, both, NONCE_BYTES, hidden.length);
            return both;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot encrypt with AES-256-GCM", e);
        }
    }

    /// The settings; empty when they were encrypted with another key, or changed.
    Optional<Map<String, String>> open(String receiverId, byte[] value) {
        if (value.length <= NONCE_BYTES) {
            return Optional.empty();
        }
        try {
            byte[] nonce = Arrays.copyOf(value, NONCE_BYTES);
            byte[] plain = cipher(Cipher.DECRYPT_MODE, nonce, receiverId)
                    .doFinal(value, NONCE_BYTES, value.length - NONCE_BYTES);
            return Optional.of(contents.read(plain, Opened.class).settings());
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String receiverId) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(("receiver" + receiverId).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private record Opened(Map<String, String> settings) {}
}
