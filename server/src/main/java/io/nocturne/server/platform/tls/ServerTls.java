package io.nocturne.server.platform.tls;

import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;

/// The server's certificate authority, which clients pin, and its certificate, which is renewed, also while the
/// server runs, when it ends within 30 days or lacks one of the host's names.
///
/// **Shape** - files `tls/ca.pem`, `tls/server.pem` (certificate, then CA), `tls/server.key`; the CA with its key is a
/// secret of its own, which several servers may share.
/// **Threads** - safe; one thread renews.
public final class ServerTls {

    private static final Logger log = LoggerFactory.getLogger(ServerTls.class);
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);

    /// Forward secrecy and authenticated encryption only. The server's key is on a curve, so no suite with RSA.
    private static final Set<String> SUITES = new LinkedHashSet<>(List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"));
    private static final Set<String> PROTOCOLS = new LinkedHashSet<>(List.of("TLSv1.3", "TLSv1.2"));

    private final DataDirectory data;
    private final List<String> publicNames;
    private final Clock clock;
    private final Certificates certificates;
    private final Identity ca;
    private volatile Identity server;

    private ServerTls(
            DataDirectory data, Collection<String> publicNames, Clock clock, Certificates certificates, Identity ca)
            throws IOException, GeneralSecurityException {
        this.data = data;
        this.publicNames = List.copyOf(publicNames);
        this.clock = clock;
        this.certificates = certificates;
        this.ca = ca;
        this.server = openServer();
    }

    /// Reads what is there and makes what is missing.
    public static ServerTls open(
            DataDirectory data, Secrets secrets, Collection<String> publicNames, Clock clock, SecureRandom random) {
        try {
            Certificates certificates = new Certificates(clock, random);
            Identity ca = CertificateAuthority.open(data, secrets, certificates);
            return new ServerTls(data, publicNames, clock, certificates, ca);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the certificates in %s cannot be read or made: %s"
                            .formatted(data.path("tls/ca.pem").getParent(), e.getMessage()),
                    e);
        }
    }

    /// What Tomcat serves with.
    public SslBundle bundle() {
        Identity current = server;
        PemSslStore store = PemSslStore.of(
                List.of(current.certificate(), ca.certificate()), current.key().getPrivate());
        return SslBundle.of(new PemSslStoreBundle(store, null), SslBundleKey.NONE, SslOptions.of(SUITES, PROTOCOLS));
    }

    /// Makes a new certificate under the same CA if it is time, or the host has a new name; true if it did.
    ///
    /// **Errors** - [IOException] and [GeneralSecurityException] when it could not; the old one stays in use.
    boolean renew() throws IOException, GeneralSecurityException {
        Identity before = server;
        server = openServer();
        return !server.certificate().equals(before.certificate());
    }

    /// When the certificate ends that is in use.
    Instant end() {
        return server.certificate().getNotAfter().toInstant();
    }

    /// The file to hand to clients.
    public Path caFile() {
        return data.path("tls/ca.pem");
    }

    /// SHA-256 over the CA's DER, upper hex pairs with colons: what people compare.
    public String caFingerprint() {
        return Pem.fingerprint(ca.certificate());
    }

    private Identity openServer() throws IOException, GeneralSecurityException {
        SubjectNames names = SubjectNames.ofThisHost(publicNames);
        Path file = data.path("tls/server.pem");
        Path key = data.path("tls/server.key");
        if (Files.exists(file) && Files.exists(key)) {
            X509Certificate present = Pem.certificates(file).getFirst();
            Instant renewal = present.getNotAfter().toInstant().minus(RENEW_BEFORE);
            if (clock.instant().isBefore(renewal) && names.coveredBy(present) && issuedBy(ca, present)) {
                return new Identity(present, Pem.keyPair(key, present));
            }
        }
        Identity made = certificates.newServer(ca, names);
        data.writeSecret(key, Pem.encode("PRIVATE KEY", made.key().getPrivate().getEncoded()));
        data.writeSecret(
                file,
                Pem.concat(
                        Pem.encode("CERTIFICATE", made.certificate().getEncoded()),
                        Pem.encode("CERTIFICATE", ca.certificate().getEncoded())));
        log.info(
                "made a server certificate for {} until {}",
                names,
                made.certificate().getNotAfter().toInstant());
        return made;
    }

    private static boolean issuedBy(Identity ca, X509Certificate certificate) {
        try {
            certificate.verify(ca.certificate().getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
