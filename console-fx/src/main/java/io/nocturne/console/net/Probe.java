package io.nocturne.console.net;

import java.security.cert.X509Certificate;
import java.time.Duration;

/// What a first handshake told of a server, before any password is sent.
public sealed interface Probe {

    /// The server answers with a good certificate.
    ///
    /// **Shape** - `ca` is the last certificate of the chain that the server sent; `tls` as in `TLSv1.3`.
    record Reached(Verdict verdict, X509Certificate ca, Fingerprint fingerprint, String tls, Duration latency)
            implements Probe {}

    /// The server cannot be signed in to.
    record Failed(LinkFault fault, String detail) implements Probe {}

    /// How the certificate compares with the one that was pinned.
    enum Verdict {
        /// Nothing is pinned yet: the operator compares the fingerprint.
        NEW,
        /// It is the pinned one.
        PINNED,
        /// Another one is pinned: stop, somebody may be in between.
        CHANGED
    }
}
