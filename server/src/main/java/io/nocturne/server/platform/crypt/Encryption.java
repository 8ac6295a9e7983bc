package io.nocturne.server.platform.crypt;

import io.nocturne.server.platform.config.KeyFile;
import io.nocturne.server.platform.config.KeyRing;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/// What a store encrypts with.
///
/// **Absent** - without `file` nothing is encrypted.
public record Encryption(@Nullable KeyFile file, PayloadCipher cipher) {

    public static Encryption none() {
        return new Encryption(null, new PayloadCipher(KeyRing.NONE, new SecureRandom()));
    }

    public static Encryption of(KeyFile file, SecureRandom random) {
        return new Encryption(file, new PayloadCipher(file.read(), random));
    }
}
