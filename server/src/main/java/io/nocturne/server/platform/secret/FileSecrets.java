package io.nocturne.server.platform.secret;

import io.nocturne.server.platform.config.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/// Secrets that one data directory holds, each in a file.
record FileSecrets(DataDirectory data) implements Secrets {

    @Override
    public <T> T get(Secret<T> secret) throws IOException, GeneralSecurityException {
        Path file = data.path(secret.name());
        if (!Files.exists(file)) {
            data.writeSecret(file, secret.make());
        }
        return secret.read(Files.readAllBytes(file));
    }
}
