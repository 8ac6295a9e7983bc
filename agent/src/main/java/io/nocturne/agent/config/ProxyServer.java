package io.nocturne.agent.config;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// A proxy on the way to the server.
///
/// **Shape** - spoken to by plain http; what goes to the server is TLS through its tunnel. No text form has
/// the login.
/// **Threads** - immutable.
public record ProxyServer(String host, int port, Optional<Login> login) {

    /// The value of the header Proxy-Authorization, when the proxy wants to know who we are.
    public Optional<String> authorization() {
        return login.map(known -> "Basic "
                + Base64.getEncoder()
                        .encodeToString((known.user() + ":" + known.password()).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return "http://" + (login.isPresent() ? "<hidden>@" : "") + host + ":" + port;
    }

    /// Who we are to the proxy.
    public record Login(String user, String password) {

        @Override
        public String toString() {
            return "<hidden>";
        }
    }
}
