package io.nocturne.server.access;

import io.nocturne.model.access.Role;
import io.nocturne.server.platform.config.DataDirectory;
import java.security.SecureRandom;
import java.time.Clock;

/// The caller behind a command on the server's own machine: who may read the data directory may read the key that
/// signs tokens, and so needs no password.
public final class LocalAdmin {

    private static final String NAME = "local";

    private LocalAdmin() {}

    /// An admin's token for the server that uses the directory.
    public static String token(DataDirectory data, Clock clock, SecureRandom random) {
        return new JwtTokens(SigningKey.open(data, random), clock).forLocal(NAME, Role.ADMIN);
    }
}
