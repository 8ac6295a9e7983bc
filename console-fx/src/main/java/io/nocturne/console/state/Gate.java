package io.nocturne.console.state;

import io.nocturne.console.net.LinkFault;
import io.nocturne.console.net.Probe;
import io.nocturne.console.net.ServerAddress;
import java.util.function.Consumer;

/// The way in to a server: look at its certificate first, then sign in.
///
/// **Threads** - both calls block.
public interface Gate {

    /// Shakes hands and tells what stands there; sends nothing.
    Probe probe(ServerAddress server);

    /// Trusts the certificate if it is new, and signs in. Call this with a new certificate only
    /// after the operator compared its fingerprint; one that has changed is refused here too.
    ///
    /// **Shape** - `whenOver` hears the problem's code when the server later ends the session.
    Entrance enter(ServerAddress server, Probe.Reached seen, String user, String password, Consumer<String> whenOver);

    /// What became of signing in.
    sealed interface Entrance {

        record Opened(ServerLink link) implements Entrance {}

        /// The server said no, with this problem's code.
        record Refused(String code, String detail) implements Entrance {}

        record Unreachable(LinkFault fault, String detail) implements Entrance {}
    }
}
