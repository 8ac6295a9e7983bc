package io.nocturne.server.platform.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Renews the server's certificate while the server runs: connections stay, new ones see the new certificate.
///
/// **Threads** - the scheduler's.
@Component
class CertificateRenewal {

    static final String BUNDLE = "nocturne";

    private static final Logger log = LoggerFactory.getLogger(CertificateRenewal.class);
    private static final long EVERY_MILLIS = 3_600_000;

    private final ServerTls tls;
    private final SslBundleRegistry bundles;

    CertificateRenewal(ServerTls tls, SslBundleRegistry bundles) {
        this.tls = tls;
        this.bundles = bundles;
    }

    @Scheduled(initialDelay = EVERY_MILLIS, fixedDelay = EVERY_MILLIS)
    void look() {
        try {
            if (tls.renew()) {
                bundles.updateBundle(BUNDLE, tls.bundle());
                log.info("new connections get the new certificate, which ends at {}; the CA is the same", tls.end());
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            log.error(
                    "the server's certificate could not be renewed; the old one, which ends at {}, stays in use, and"
                            + " it is tried again in an hour",
                    tls.end(),
                    e);
        }
    }
}
