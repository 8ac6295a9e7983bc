package io.nocturne.agent.trust;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trust in the pinned CA and in nothing else.
///
/// **Threads** - immutable.
public final class PinnedTrust {

    private final X509ExtendedTrustManager manager;

    private PinnedTrust(X509ExtendedTrustManager manager) {
        this.manager = manager;
    }

    /// Trusts what these certificates signed.
    public static PinnedTrust of(List<X509Certificate> authorities) throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException("an empty key store cannot be made", e);
        }
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("ca" + i, authorities.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        for (TrustManager candidate : factory.getTrustManagers()) {
            if (candidate instanceof X509ExtendedTrustManager extended) {
                return new PinnedTrust(extended);
            }
        }
        throw new GeneralSecurityException("this Java platform has no X.509 trust manager");
    }

    public X509ExtendedTrustManager manager() {
        return manager;
    }

    /// Makes sockets that trust so; the host name is checked by whoever connects them.
    public SSLSocketFactory sockets() throws GeneralSecurityException {
        return sockets(manager);
    }

    static SSLSocketFactory sockets(X509ExtendedTrustManager manager) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {manager}, null);
        return context.getSocketFactory();
    }
}
