package io.nocturne.console.net;

import io.nocturne.console.net.Probe.Verdict;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/// Shakes hands with a server to see its certificate; sends nothing and trusts nothing.
///
/// **Threads** - blocks up to two handshakes; call it off the UI.
public final class CertificateProbe {

    private static final int TIMEOUT_MILLIS = 5_000;

    private final PinStore pins;
    private final LongSupplier nanos;

    public CertificateProbe(PinStore pins, LongSupplier nanos) {
        this.pins = pins;
        this.nanos = nanos;
    }

    /// Whether the server answers, with which certificate, and whether that is the pinned one.
    public Probe probe(ServerAddress server) {
        Capture capture = new Capture();
        long start = nanos.getAsLong();
        try (SSLSocket socket = handshake(server, capture.context(), false)) {
            Duration latency = Duration.ofNanos(nanos.getAsLong() - start);
            return judge(server, capture.chain(), socket.getSession().getProtocol(), latency);
        } catch (IOException e) {
            return failed(e);
        }
    }

    private Probe judge(ServerAddress server, X509Certificate[] chain, String tls, Duration latency) {
        X509Certificate ca = chain[chain.length - 1];
        Verdict verdict = verdict(server, ca, chain);
        if (verdict == Verdict.CHANGED) {
            return new Probe.Reached(verdict, ca, Fingerprint.of(ca), tls, latency);
        }
        PinnedTls pinned = PinnedTls.of(ca);
        if (!pinned.trusts(chain)) {
            return new Probe.Failed(LinkFault.CERTIFICATE, "the chain does not hold");
        }
        long start = nanos.getAsLong();
        try (SSLSocket _ = handshake(server, pinned.context(), true)) {
            // The first handshake of a program also loads its classes; this one tells of the server.
            Duration warm = Duration.ofNanos(nanos.getAsLong() - start);
            return new Probe.Reached(verdict, ca, Fingerprint.of(ca), tls, warm);
        } catch (IOException e) {
            return failed(e);
        }
    }

    private Verdict verdict(ServerAddress server, X509Certificate ca, X509Certificate[] chain) {
        try {
            Optional<X509Certificate> pin = pins.find(server);
            if (pin.isEmpty()) {
                return Verdict.NEW;
            }
            boolean same = pin.get().equals(ca) && PinnedTls.of(pin.get()).trusts(chain);
            return same ? Verdict.PINNED : Verdict.CHANGED;
        } catch (CertificateException _) {
            // A pin that cannot be read must not fall back to "new": that would offer trust to anybody.
            return Verdict.CHANGED;
        }
    }

    private static SSLSocket handshake(ServerAddress server, SSLContext context, boolean checkName) throws IOException {
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(server.host(), server.port()), TIMEOUT_MILLIS);
            plain.setSoTimeout(TIMEOUT_MILLIS);
            SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, server.host(), server.port(), true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm(checkName ? "HTTPS" : null);
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private static Probe failed(IOException failure) {
        return new Probe.Failed(LinkFault.of(failure), String.valueOf(failure.getMessage()));
    }

    /// Accepts every chain, only to look at it; no byte of ours follows the handshake.
    private static final class Capture extends X509ExtendedTrustManager {

        private X509Certificate[] chain = {};

        SSLContext context() {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new X509ExtendedTrustManager[] {this}, null);
                return context;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has TLS", e);
            }
        }

        X509Certificate[] chain() throws IOException {
            if (chain.length == 0) {
                throw new IOException("the server sent no certificate");
            }
            return chain;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] sent, String authType, Socket socket) {
            chain = sent.clone();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] sent, String authType, SSLEngine engine) {
            chain = sent.clone();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] sent, String authType) {
            chain = sent.clone();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] sent, String authType, Socket socket)
                throws CertificateException {
            throw new CertificateException("this is a client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] sent, String authType, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("this is a client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] sent, String authType) throws CertificateException {
            throw new CertificateException("this is a client");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
