package io.nocturne.server.platform.tls;

import java.security.KeyPair;
import java.security.cert.X509Certificate;

/// A certificate and the key that proves it.
record Identity(X509Certificate certificate, KeyPair key) {

    @Override
    public String toString() {
        return "Identity[" + certificate.getSubjectX500Principal() + "]";
    }
}
