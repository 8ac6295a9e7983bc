package io.nocturne.console.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;

/// The certificates that the operator trusted, one file for each server.
///
/// **Shape** - `<folder>/<host>_<port>.pem` holds the server's CA certificate.
/// **Errors** - [UncheckedIOException] when the folder cannot be written; a file that is damaged
/// counts as a certificate that nothing matches, so that damage never turns into trust.
/// **Threads** - safe: each file is replaced in one step.
public final class PinStore {

    private final Path folder;

    public PinStore(Path folder) {
        this.folder = folder;
    }

    /// The certificate pinned for a server.
    ///
    /// **Errors** - [CertificateException] when one was pinned but cannot be read.
    public Optional<X509Certificate> find(ServerAddress server) throws CertificateException {
        Path file = file(server);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /// Trusts this certificate, and only this one, for the server from now on.
    public void pin(ServerAddress server, X509Certificate certificate) {
        try {
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, "pin", ".tmp");
            Files.writeString(fresh, pem(certificate), StandardCharsets.US_ASCII);
            Files.move(fresh, file(server), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | CertificateException e) {
            throw new UncheckedIOException("cannot keep the certificate of " + server, asIo(e));
        }
    }

    /// Reads the first certificate of a PEM file.
    public static X509Certificate read(Path file) throws CertificateException {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (IOException e) {
            throw new CertificateException("cannot read " + file, e);
        }
    }

    private Path file(ServerAddress server) {
        String name = server.host().replaceAll("[^a-z0-9.-]", "_");
        return folder.resolve(name + "_" + server.port() + ".pem");
    }

    private static String pem(X509Certificate certificate) throws CertificateException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    }

    private static IOException asIo(Exception failure) {
        return failure instanceof IOException io ? io : new IOException(failure);
    }
}
