package io.nocturne.server.platform.secret;

import io.nocturne.server.platform.config.DataDirectory;
import java.io.IOException;
import java.security.GeneralSecurityException;

/// The secrets of a server, wherever they are kept.
///
/// **Threads** - safe.
public sealed interface Secrets permits FileSecrets, SharedSecrets {

    /// Secrets in files of a data directory.
    static Secrets inFiles(DataDirectory data) {
        return new FileSecrets(data);
    }

    /// The secret, which is made if it is nowhere yet.
    ///
    /// **Errors** - those of the [Secret]; [IOException] when a file cannot be read or written;
    /// [io.nocturne.server.platform.config.ConfigException] for one that is there and cannot be decrypted: none is
    /// made in its place.
    <T> T get(Secret<T> secret) throws IOException, GeneralSecurityException;
}
