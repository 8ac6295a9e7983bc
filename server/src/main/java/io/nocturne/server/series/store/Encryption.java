package io.nocturne.server.series.store;

import io.nocturne.server.platform.KeyFile;
import io.nocturne.server.platform.KeyRing;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/// What a store encrypts with.
///
/// **Absent** - without `file` nothing is encrypted.
record Encryption(@Nullable KeyFile file, PayloadCipher cipher) {

    static Encryption none() {
        return new Encryption(null, new PayloadCipher(KeyRing.NONE, new SecureRandom()));
    }

    static Encryption of(KeyFile file, SecureRandom random) {
        return new Encryption(file, new PayloadCipher(file.read(), random));
    }
}
