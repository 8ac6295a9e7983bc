package io.nocturne.server.access;

import io.nocturne.model.access.Role;
import io.nocturne.server.platform.config.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The caller behind a command on the server's own machine: who may read the data directory needs no password.
///
/// The server's file `local-admin-key` signs nothing but the tokens of such callers, so what lies there lets nobody in
/// at another server that has the same users.
public final class LocalAdmin {

    private static final String NAME = "local";
    private static final String FILE = "local-admin-key";
    private static final int BYTES = 32;

    private LocalAdmin() {}

    /// The key of this start, in the place of that of the start before.
    static SecretKey newKey(DataDirectory data, SecureRandom random) {
        Path file = data.path(FILE);
        byte[] fresh = new byte[BYTES];
        random.nextBytes(fresh);
        try {
            data.writeSecret(file, fresh);
        } catch (IOException e) {
            throw new UncheckedIOException("the key of local commands " + file + " cannot be written", e);
        }
        return key(fresh);
    }

    /// An admin's token for the server that uses the directory.
    ///
    /// **Errors** - [IOException] when that server has left no key there.
    public static String token(DataDirectory data, Clock clock) throws IOException {
        byte[] key = Files.readAllBytes(data.root().resolve(FILE));
        return JwtTokens.forLocal(key(key), NAME, Role.ADMIN, clock.instant());
    }

    private static SecretKey key(byte[] bytes) {
        return new SecretKeySpec(bytes, "HmacSHA256");
    }
}
