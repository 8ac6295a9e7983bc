package io.nocturne.console.net;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/// The SHA-256 of a certificate's DER form as the server prints it: upper case hex pairs with colons.
public record Fingerprint(String text) {

    public static Fingerprint of(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return new Fingerprint(HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("a parsed certificate has a DER form, and every platform SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
