package io.nocturne.agent.trust;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Trust for the one handshake that fetches a CA: the server's chain must hold a CA with the fingerprint,
/// and that CA must have signed the server's own certificate.
///
/// **Threads** - confined to the thread of the handshake.
final class FingerprintTrust extends X509ExtendedTrustManager {

    private final String fingerprint;
    private @Nullable X509Certificate authority;

    FingerprintTrust(String fingerprint) {
        this.fingerprint = fingerprint;
    }

    /// The CA that was found and verified, or null before a handshake succeeded.
    @Nullable
    X509Certificate authority() {
        return authority;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        X509Certificate candidate = find(chain);
        verifier(candidate).checkServerTrusted(chain, authType, socket);
        authority = candidate;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("only sockets are used");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        // Without the socket the host name could not be checked.
        throw new CertificateException("only sockets are used");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("an agent has no clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    private X509Certificate find(X509Certificate[] chain) throws CertificateException {
        List<String> seen = new ArrayList<>();
        for (X509Certificate certificate : chain) {
            if (!Certificates.isCa(certificate)) {
                continue;
            }
            String own = Certificates.fingerprint(certificate);
            if (own.equals(fingerprint)) {
                return certificate;
            }
            seen.add(Certificates.readable(own));
        }
        throw new CertificateException("the server shows no CA with the fingerprint %s; it shows %s"
                .formatted(Certificates.readable(fingerprint), seen.isEmpty() ? "none at all" : seen));
    }

    private static X509ExtendedTrustManager verifier(X509Certificate authority) throws CertificateException {
        try {
            return PinnedTrust.of(List.of(authority)).manager();
        } catch (GeneralSecurityException e) {
            throw new CertificateException(e);
        }
    }
}
