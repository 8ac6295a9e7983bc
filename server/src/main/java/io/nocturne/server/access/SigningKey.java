package io.nocturne.server.access;

import io.nocturne.server.platform.config.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The key that signs tokens: 32 random bytes in a file outside the database, made on first start.
///
/// Whoever deletes the file signs everybody out and sends every agent to enroll again.
final class SigningKey {

    private static final int BYTES = 32;

    private SigningKey() {}

    static SecretKey open(DataDirectory data, SecureRandom random) {
        Path file = data.path("secrets/jwt.key");
        try {
            if (!Files.exists(file)) {
                byte[] fresh = new byte[BYTES];
                random.nextBytes(fresh);
                data.writeSecret(file, fresh);
            }
            byte[] key = Files.readAllBytes(file);
            if (key.length != BYTES) {
                throw new IllegalStateException("%s must hold %d bytes, holds %d".formatted(file, BYTES, key.length));
            }
            return new SecretKeySpec(key, "HmacSHA256");
        } catch (IOException e) {
            throw new UncheckedIOException("the signing key " + file + " cannot be read or made", e);
        }
    }
}
