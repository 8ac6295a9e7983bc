package io.nocturne.server.platform.secret;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// A key of 32 random bytes, made when it is first needed. Servers at one database may share it.
public record RandomKey(String name, String algorithm, SecureRandom random) implements Secret<SecretKey> {

    private static final int BYTES = 32;

    /// **Errors** - [IllegalStateException] naming the key when it cannot be read or made.
    public static SecretKey open(Secrets secrets, String name, String algorithm, SecureRandom random) {
        try {
            return secrets.get(new RandomKey(name, algorithm, random));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the key %s cannot be read or made".formatted(name), e);
        }
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
            throw new IllegalStateException("%s must hold %d bytes, holds %d".formatted(name, BYTES, content.length));
        }
        return new SecretKeySpec(content, algorithm);
    }
}
