package io.nocturne.console.net;

import java.io.IOException;

/// Opens WebSockets; the means behind [LiveSocket].
interface LiveTransport {

    /// Connects; blocks until the handshake is done.
    ///
    /// **Errors** - [TokenRefused] when the server did not take the token, [IOException] for all else.
    Link open(String bearer, Receiver receiver) throws IOException;

    /// An open connection.
    interface Link {
        void send(String text);

        /// Closes without waiting; the receiver may still hear of it.
        void close();
    }

    /// Hears what comes in, on the transport's own threads.
    interface Receiver {
        void text(String text);

        void closed(int code, String reason);
    }

    /// The handshake was answered with 401.
    final class TokenRefused extends IOException {

        private static final long serialVersionUID = 1;

        TokenRefused() {
            super("the server did not take the token");
        }
    }
}
