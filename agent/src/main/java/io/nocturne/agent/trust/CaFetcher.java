package io.nocturne.agent.trust;

import io.nocturne.agent.config.ProxyServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// Gets a server's CA by a TLS handshake, if it has the fingerprint that the operator gave.
///
/// **Shape** - nothing is sent and nothing read beyond the handshake.
/// **Errors** - [IOException]: not reachable, another CA, or a certificate for another host.
final class CaFetcher {

    private final Duration timeout;
    private final Optional<ProxyTunnel> proxy;

    /// Reaches the server through the proxy, if there is one.
    CaFetcher(Duration timeout, Optional<ProxyServer> proxy) {
        this.timeout = timeout;
        this.proxy = proxy.map(ProxyTunnel::new);
    }

    X509Certificate fetch(String host, int port, String fingerprint) throws IOException {
        FingerprintTrust trust = new FingerprintTrust(fingerprint);
        try (Socket plain = new Socket()) {
            if (proxy.isPresent()) {
                connect(plain, proxy.get().host(), proxy.get().port());
                proxy.get().open(plain, host, port);
            } else {
                connect(plain, host, port);
            }
            // Layered over the plain socket, so that the connection itself has a time limit too.
            try (SSLSocket socket = (SSLSocket) PinnedTrust.sockets(trust).createSocket(plain, host, port, true)) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS is not available: " + e.getMessage(), e);
        }
        X509Certificate authority = trust.authority();
        if (authority == null) {
            throw new IOException("the handshake verified nothing");
        }
        return authority;
    }

    private void connect(Socket socket, String host, int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException(host);
        }
        socket.setSoTimeout((int) timeout.toMillis());
        socket.connect(address, (int) timeout.toMillis());
    }
}
