package io.nocturne.server.platform.web;

import java.util.Optional;

/// Something that must be well before the server says that it is ready.
///
/// **Threads** - safe.
public interface ReadinessCheck {

    /// Why the server is not ready, for whoever asks without a password: it names no host and no secret.
    ///
    /// **Absent** - while all is well.
    Optional<String> problem();
}
