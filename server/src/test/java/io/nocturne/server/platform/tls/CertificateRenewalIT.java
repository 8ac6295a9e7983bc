package io.nocturne.server.platform.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nocturne.server.RunningServer;
import io.nocturne.server.platform.web.RawConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateRenewalIT {

    private static final byte[] ASK =
            "GET /-/healthy HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path data;

    @Test
    void aRenewedCertificateIsSeenByNewConnectionsAndOldOnesStay() throws IOException {
        try (RunningServer server = RunningServer.start(data);
                RawConnection old = RawConnection.tls(server)) {
            Certificate before = peer(old);
            byte[] ca = Files.readAllBytes(data.resolve("tls/ca.pem"));
            ask(old);
            // As if it had come to its end.
            Files.delete(data.resolve("tls/server.pem"));

            server.bean(CertificateRenewal.class).look();

            try (RawConnection fresh = RawConnection.tls(server)) {
                ask(fresh);
                assertThat(peer(fresh)).isNotEqualTo(before);
            }
            ask(old);
            assertThat(Files.readAllBytes(data.resolve("tls/ca.pem"))).isEqualTo(ca);
        }
    }

    @Test
    void weakSuitesAreNotSpoken() throws IOException {
        try (RunningServer server = RunningServer.start(data)) {
            assertThatThrownBy(() -> handshake(server, "TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"))
                    .isInstanceOf(SSLException.class);
            assertThatThrownBy(() -> handshake(server, "TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"))
                    .isInstanceOf(SSLException.class);
            handshake(server, "TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
            handshake(server, "TLSv1.3", "TLS_AES_256_GCM_SHA384");
            handshake(server, "TLSv1.3", "TLS_AES_128_GCM_SHA256");
        }
    }

    private static void handshake(RunningServer server, String protocol, String suite) throws IOException {
        try (SSLSocket socket = (SSLSocket)
                server.tls().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setEnabledCipherSuites(new String[] {suite});
            socket.startHandshake();
            assertThat(socket.getSession().getCipherSuite()).isEqualTo(suite);
        }
    }

    private static Certificate peer(RawConnection connection) throws IOException {
        return ((SSLSocket) connection.socket()).getSession().getPeerCertificates()[0];
    }

    /// Reads the answer's head and body, whose last line is the word.
    private static void ask(RawConnection connection) throws IOException {
        connection.socket().getOutputStream().write(ASK);
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().contains("healthy\n")) {
            int next = connection.socket().getInputStream().read();
            assertThat(next).as(answer.toString()).isNotNegative();
            answer.append((char) next);
        }
        assertThat(answer).startsWith("HTTP/1.1 200");
    }
}
