package io.nocturne.server.platform.crypt;

import io.nocturne.server.platform.config.EncryptionConfig;
import io.nocturne.server.platform.config.KeyFile;
import io.nocturne.server.platform.config.KeyRing;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a server encrypts with.
///
/// **Shape** - `follower` brings along what must be under the first key of a ring before that ring is used.
/// **Absent** - without `file` nothing is encrypted.
public record Encryption(@Nullable KeyFile file, PayloadCipher cipher, Consumer<KeyRing> follower) {

    public static Encryption none() {
        return new Encryption(null, new PayloadCipher(KeyRing.NONE, new SecureRandom()), ring -> {});
    }

    public static Encryption of(EncryptionConfig config, SecureRandom random) {
        Path file = config.keyFile();
        return file == null ? none() : of(KeyFile.open(file), random);
    }

    public static Encryption of(KeyFile file, SecureRandom random) {
        return new Encryption(file, new PayloadCipher(file.read(), random), ring -> {});
    }

    public Encryption followedBy(Consumer<KeyRing> other) {
        return new Encryption(file, cipher, other);
    }

    /// Uses the keys of a ring from now on.
    ///
    /// **Errors** - those of the follower; the keys of before stay in use then.
    public void use(KeyRing ring) {
        follower.accept(ring);
        cipher.use(ring);
    }
}
