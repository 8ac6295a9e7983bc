package io.nocturne.server.platform.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.nocturne.server.FakeClock;
import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTlsTest {

    @TempDir
    private Path directory;

    private final FakeClock clock = new FakeClock(Instant.parse("2026-11-22T10:00:00Z"));

    @Test
    void theChainVerifiesAndNamesLocalhost() throws IOException, GeneralSecurityException {
        open(List.of("noc.example", "10.1.2.3"));

        List<X509Certificate> chain = Pem.certificates(directory.resolve("tls/server.pem"));
        chain.get(0).verify(chain.get(1).getPublicKey());
        assertThat(chain.get(1).getBasicConstraints()).isZero();
        assertThat(chain.get(0).getBasicConstraints()).isEqualTo(-1);
        assertThat(chain.get(0).getSubjectAlternativeNames().stream().map(name -> String.valueOf(name.get(1))))
                .contains("localhost", "127.0.0.1", "noc.example", "10.1.2.3");
    }

    @Test
    void nothingChangesAtTheNextStart() throws IOException {
        String fingerprint = open(List.of()).caFingerprint();
        byte[] certificate = server();

        assertThat(open(List.of()).caFingerprint()).isEqualTo(fingerprint).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
        assertThat(server()).isEqualTo(certificate);
    }

    @Test
    void theServersCertificateIsRenewedInTimeUnderTheSameCa() throws IOException {
        String fingerprint = open(List.of()).caFingerprint();
        byte[] certificate = server();
        clock.advance(Duration.ofDays(366));
        assertThat(open(List.of())).isNotNull();
        assertThat(server()).isEqualTo(certificate);

        clock.advance(Duration.ofDays(2));
        assertThat(open(List.of()).caFingerprint()).isEqualTo(fingerprint);
        assertThat(server()).isNotEqualTo(certificate);
    }

    @Test
    void itIsRenewedInTimeWhileTheServerRuns() throws IOException, GeneralSecurityException {
        ServerTls running = open(List.of());
        String fingerprint = running.caFingerprint();
        assertThat(running.renew()).isFalse();

        clock.advance(Duration.ofDays(368));

        assertThat(running.renew()).isTrue();
        assertThat(running.renew()).isFalse();
        assertThat(running.caFingerprint()).isEqualTo(fingerprint);
        assertThat(running.end()).isAfter(clock.instant().plus(Duration.ofDays(396)));
    }

    @Test
    void aNewNameMakesANewCertificate() throws IOException {
        open(List.of());
        byte[] certificate = server();

        open(List.of("noc.example"));

        assertThat(server()).isNotEqualTo(certificate);
    }

    @Test
    void halfACaIsForAPersonToDecide() throws IOException {
        open(List.of());
        Files.delete(directory.resolve("tls/ca.key"));

        assertThatIllegalStateException().isThrownBy(() -> open(List.of())).withMessageContaining("ca.key");
    }

    @Test
    void filesOfAnEarlierVersionAreCompleted() throws IOException {
        String fingerprint = open(List.of()).caFingerprint();
        String key = Files.readString(directory.resolve("tls/ca.key"));
        // The certificate stood in ca.pem alone.
        Files.writeString(directory.resolve("tls/ca.key"), key.substring(0, key.indexOf("-----BEGIN CERTIFICATE")));

        assertThat(open(List.of()).caFingerprint()).isEqualTo(fingerprint);
        assertThat(directory.resolve("tls/ca.key")).hasContent(key);
    }

    @Test
    void aLostCopyOfTheCaIsWrittenAgainAndAStrangeOneIsKeptAside() throws IOException {
        String fingerprint = open(List.of()).caFingerprint();
        byte[] copy = Files.readAllBytes(directory.resolve("tls/ca.pem"));
        Files.delete(directory.resolve("tls/ca.pem"));
        assertThat(open(List.of()).caFingerprint()).isEqualTo(fingerprint);
        assertThat(directory.resolve("tls/ca.pem")).hasBinaryContent(copy);

        Files.writeString(directory.resolve("tls/ca.pem"), "mine");
        assertThat(open(List.of()).caFingerprint()).isEqualTo(fingerprint);
        assertThat(directory.resolve("tls/ca.pem")).hasBinaryContent(copy);
        assertThat(directory.resolve("tls/ca.pem.before")).hasContent("mine");
    }

    private ServerTls open(Collection<String> names) {
        DataDirectory data = DataDirectory.open(directory);
        return ServerTls.open(data, Secrets.inFiles(data), names, clock, new SecureRandom());
    }

    private byte[] server() throws IOException {
        return Files.readAllBytes(directory.resolve("tls/server.pem"));
    }
}
