package io.nocturne.server.platform.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.springframework.boot.ssl.pem.PemContent;

/// Reads and writes PEM.
///
/// **Source** - RFC 7468; keys are PKCS#8, not encrypted, in files that only their owner reads.
final class Pem {

    private static final int LINE = 64;

    private Pem() {}

    static byte[] encode(String label, byte[] der) {
        Base64.Encoder base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
        String text = "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, base64.encodeToString(der), label);
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] concat(byte[] first, byte[] second) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }

    static List<X509Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        try {
            return PemContent.load(file).getCertificates();
        } catch (IllegalStateException e) {
            throw new GeneralSecurityException(file + " is not PEM with a certificate", e);
        }
    }

    static boolean holdsCertificate(byte[] content) {
        return new String(content, StandardCharsets.US_ASCII).contains("-----BEGIN CERTIFICATE-----");
    }

    /// A key and its certificate; `name` says in an error what the content is.
    static Identity identity(String name, byte[] content) throws GeneralSecurityException {
        try {
            PemContent pem = PemContent.of(new String(content, StandardCharsets.US_ASCII));
            PrivateKey key = pem.getPrivateKey();
            X509Certificate certificate = pem.getCertificates().getFirst();
            if (key != null) {
                return new Identity(certificate, new KeyPair(certificate.getPublicKey(), key));
            }
        } catch (IllegalStateException e) {
            throw new GeneralSecurityException(name + " is not PEM with a key and its certificate", e);
        }
        throw new GeneralSecurityException(name + " is not PEM with a key and its certificate");
    }

    static KeyPair keyPair(Path file, X509Certificate certificate) throws IOException, GeneralSecurityException {
        try {
            PrivateKey key = PemContent.load(file).getPrivateKey();
            if (key != null) {
                return new KeyPair(certificate.getPublicKey(), key);
            }
        } catch (IllegalStateException e) {
            throw new GeneralSecurityException(file + " is not PEM with a key", e);
        }
        throw new GeneralSecurityException(file + " is not PEM with a key");
    }

    static String fingerprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was read can be encoded", e);
        }
    }
}
