package io.nocturne.server.platform.secret;

import java.io.IOException;
import java.security.GeneralSecurityException;

/// One secret of a server: where it is kept, how the first is made, and what its bytes mean.
///
/// **Errors** - [IOException] and [GeneralSecurityException] when it cannot be made, or bytes are no such secret.
public interface Secret<T> {

    /// The file in the data directory that holds it where it is not shared, with `/` between folders; its name in the
    /// table.
    String name();

    byte[] make() throws IOException, GeneralSecurityException;

    T read(byte[] content) throws IOException, GeneralSecurityException;
}
