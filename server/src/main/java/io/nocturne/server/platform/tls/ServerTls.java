package io.nocturne.server.platform.tls;

import io.nocturne.server.platform.config.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;

/// The server's certificate authority, which clients pin, and its certificate, which is renewed at a
/// start when it ends within 30 days or lacks one of the host's names.
///
/// **Shape** - files `tls/ca.pem`, `tls/ca.key`, `tls/server.pem` (certificate, then CA),
/// `tls/server.key`.
/// **Threads** - immutable.
public final class ServerTls {

    private static final Logger log = LoggerFactory.getLogger(ServerTls.class);
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private final Path caFile;
    private final X509Certificate ca;
    private final List<X509Certificate> chain;
    private final KeyPair serverKey;

    private ServerTls(Path caFile, X509Certificate ca, List<X509Certificate> chain, KeyPair serverKey) {
        this.caFile = caFile;
        this.ca = ca;
        this.chain = chain;
        this.serverKey = serverKey;
    }

    /// Reads what is there and makes what is missing.
    public static ServerTls open(DataDirectory data, Collection<String> publicNames, Clock clock, SecureRandom random) {
        try {
            Certificates certificates = new Certificates(clock, random);
            Identity ca = openCa(data, certificates);
            SubjectNames names = SubjectNames.ofThisHost(publicNames);
            Identity server = openServer(data, certificates, ca, names, clock);
            return new ServerTls(
                    data.path("tls/ca.pem"),
                    ca.certificate(),
                    List.of(server.certificate(), ca.certificate()),
                    server.key());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the certificates in %s cannot be read or made: %s"
                            .formatted(data.path("tls/ca.pem").getParent(), e.getMessage()),
                    e);
        }
    }

    /// What Tomcat serves with.
    public SslBundle bundle() {
        PemSslStore store = PemSslStore.of(chain, serverKey.getPrivate());
        return SslBundle.of(new PemSslStoreBundle(store, null));
    }

    /// The file to hand to clients.
    public Path caFile() {
        return caFile;
    }

    /// SHA-256 over the CA's DER, upper hex pairs with colons: what people compare.
    public String caFingerprint() {
        return Pem.fingerprint(ca);
    }

    private static Identity openCa(DataDirectory data, Certificates certificates)
            throws IOException, GeneralSecurityException {
        Path file = data.path("tls/ca.pem");
        Path key = data.path("tls/ca.key");
        if (Files.exists(file) && Files.exists(key)) {
            X509Certificate present = Pem.certificates(file).getFirst();
            return new Identity(present, Pem.keyPair(key, present));
        }
        if (Files.exists(file) || Files.exists(key)) {
            // A new CA would lock every enrolled agent and every console out: a person must decide that.
            throw new GeneralSecurityException("ca.pem and ca.key must both be there, or neither");
        }
        Identity ca = certificates.newAuthority();
        data.writeSecret(key, Pem.encode("PRIVATE KEY", ca.key().getPrivate().getEncoded()));
        data.writeSecret(file, Pem.encode("CERTIFICATE", ca.certificate().getEncoded()));
        log.info("made a certificate authority: {}", file);
        return ca;
    }

    private static Identity openServer(
            DataDirectory data, Certificates certificates, Identity ca, SubjectNames names, Clock clock)
            throws IOException, GeneralSecurityException {
        Path file = data.path("tls/server.pem");
        Path key = data.path("tls/server.key");
        if (Files.exists(file) && Files.exists(key)) {
            X509Certificate present = Pem.certificates(file).getFirst();
            Instant renewal = present.getNotAfter().toInstant().minus(RENEW_BEFORE);
            if (clock.instant().isBefore(renewal) && names.coveredBy(present) && issuedBy(ca, present)) {
                return new Identity(present, Pem.keyPair(key, present));
            }
        }
        Identity server = certificates.newServer(ca, names);
        data.writeSecret(
                key, Pem.encode("PRIVATE KEY", server.key().getPrivate().getEncoded()));
        data.writeSecret(
                file,
                Pem.concat(
                        Pem.encode("CERTIFICATE", server.certificate().getEncoded()),
                        Pem.encode("CERTIFICATE", ca.certificate().getEncoded())));
        log.info(
                "made a server certificate for {} until {}",
                names,
                server.certificate().getNotAfter().toInstant());
        return server;
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
