package io.nocturne.server.platform.tls;

import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.secret.Secret;
import io.nocturne.server.platform.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificate authority that clients pin: one secret, its key and its certificate together, so that nothing ever
/// pairs one's key with another's certificate. `tls/ca.pem` is a copy of the certificate for clients.
final class CertificateAuthority implements Secret<Identity> {

    private static final Logger log = LoggerFactory.getLogger(CertificateAuthority.class);

    private final DataDirectory data;
    private final Certificates certificates;
    private final Path key;
    private final Path certificate;

    private CertificateAuthority(DataDirectory data, Certificates certificates) {
        this.data = data;
        this.certificates = certificates;
        this.key = data.path(name());
        this.certificate = data.path("tls/ca.pem");
    }

    /// Reads it, or makes the first one.
    static Identity open(DataDirectory data, Secrets secrets, Certificates certificates)
            throws IOException, GeneralSecurityException {
        CertificateAuthority authority = new CertificateAuthority(data, certificates);
        authority.complete();
        Identity ca = secrets.get(authority);
        authority.publish(ca);
        return ca;
    }

    @Override
    public String name() {
        return "tls/ca.key";
    }

    @Override
    public byte[] make() throws IOException, GeneralSecurityException {
        if (Files.exists(certificate)) {
            // A new CA would lock every enrolled agent and every console out: a person must decide that.
            throw new GeneralSecurityException(
                    "the key of ca.pem is neither in ca.key nor in the database; bring it back, or remove ca.pem to have a new CA made, which every agent and console must be told");
        }
        Identity made = certificates.newAuthority();
        log.info("made a certificate authority, SHA-256 {}", Pem.fingerprint(made.certificate()));
        return Pem.concat(
                Pem.encode("PRIVATE KEY", made.key().getPrivate().getEncoded()),
                Pem.encode("CERTIFICATE", made.certificate().getEncoded()));
    }

    @Override
    public Identity read(byte[] content) throws GeneralSecurityException {
        return Pem.identity(name(), content);
    }

    /// Earlier versions had the certificate in `ca.pem` alone.
    private void complete() throws IOException, GeneralSecurityException {
        if (!Files.exists(key) || Pem.holdsCertificate(Files.readAllBytes(key))) {
            return;
        }
        if (!Files.exists(certificate)) {
            throw new GeneralSecurityException("ca.key holds no certificate, and ca.pem is not there");
        }
        byte[] encoded = Pem.certificates(certificate).getFirst().getEncoded();
        data.writeSecret(key, Pem.concat(Files.readAllBytes(key), Pem.encode("CERTIFICATE", encoded)));
    }

    private void publish(Identity ca) throws IOException, GeneralSecurityException {
        if (Files.exists(certificate)) {
            if (isCopyOf(ca)) {
                return;
            }
            Path aside = data.setAside(certificate);
            log.warn(
                    "{} held another CA than this server's, whose SHA-256 is {}; what it held is {} now",
                    certificate,
                    Pem.fingerprint(ca.certificate()),
                    aside);
        }
        data.writeSecret(certificate, Pem.encode("CERTIFICATE", ca.certificate().getEncoded()));
    }

    private boolean isCopyOf(Identity ca) throws IOException {
        try {
            return Pem.certificates(certificate).getFirst().equals(ca.certificate());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
