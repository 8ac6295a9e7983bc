package io.nocturne.console.state;

import io.nocturne.console.net.Fingerprint;
import io.nocturne.console.net.ServerAddress;
import io.nocturne.model.access.Role;
import io.nocturne.model.fleet.ServerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One signed-in server as the screens see it.
///
/// **Threads** - safe; returns at once.
public interface Monitored {

    ServerAddress server();

    /// The TLS version of the connection, as in `TLSv1.3`.
    String tls();

    /// The SHA-256 fingerprint of the pinned certificate.
    Fingerprint fingerprint();

    String username();

    Role role();

    LinkState link();

    /// The server's clock.
    Instant serverNow();

    FleetState fleet();

    /// What the server last said of itself, unless that is old.
    Optional<ServerStatus> status();

    /// Looks at a host until the feed is closed.
    HostFeed openHost(String hostId, Duration span);

    /// Tries to connect at once.
    void retryNow();

    /// Asks for everything anew.
    void resync();

    /// Ends the session, here and on the server.
    void signOut();
}
