package io.nocturne.server.access;

import io.nocturne.server.platform.secret.Secret;
import io.nocturne.server.platform.secret.Secrets;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The key that signs tokens: 32 random bytes, made on first start. Servers at one database may share it.
///
/// Whoever deletes it signs everybody out and sends every agent to enroll again.
record SigningKey(SecureRandom random) implements Secret<SecretKey> {

    private static final int BYTES = 32;

    static SecretKey open(Secrets secrets, SecureRandom random) {
        SigningKey key = new SigningKey(random);
        try {
            return secrets.get(key);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the signing key %s cannot be read or made".formatted(key.name()), e);
        }
    }

    @Override
    public String name() {
        return "secrets/jwt.key";
    }

    @Override
    public byte[] make() {
        byte[] fresh = new byte[BYTES];
        random.nextBytes(fresh);
        return fresh;
    }

    @Override
    public SecretKey read(byte[] content) {
        if (content.length != BYTES) {
            throw new IllegalStateException("%s must hold %d bytes, holds %d".formatted(name(), BYTES, content.length));
        }
        return new SecretKeySpec(content, "HmacSHA256");
    }
}
