package io.nocturne.console.net;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;

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

    /// The fingerprint in two lines of four groups, as people compare it.
    public List<String> lines() {
        String[] pairs = text.split(":", -1);
        StringBuilder first = new StringBuilder();
        StringBuilder second = new StringBuilder();
        for (int i = 0; i < pairs.length; i++) {
            StringBuilder line = i < pairs.length / 2 ? first : second;
            if (!line.isEmpty()) {
                line.append(i % 4 == 0 ? "  " : ":");
            }
            line.append(pairs[i]);
        }
        return List.of(first.toString(), second.toString());
    }

    @Override
    public String toString() {
        return text;
    }
}
