package io.nocturne.console.net;

import java.security.cert.X509Certificate;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/// A CA of a test's own and the certificates that it signs.
public final class Authority {

    private final HeldCertificate ca = new HeldCertificate.Builder()
            .commonName("Nocturne test CA")
            .certificateAuthority(0)
            .build();

    public X509Certificate certificate() {
        return ca.certificate();
    }

    /// What a server of that host name shows: leaf and CA.
    HandshakeCertificates serverFor(String host) {
        HeldCertificate leaf = new HeldCertificate.Builder()
                .commonName(host)
                .addSubjectAlternativeName(host)
                .signedBy(ca)
                .build();
        return new HandshakeCertificates.Builder()
                .heldCertificate(leaf, ca.certificate())
                .build();
    }
}
