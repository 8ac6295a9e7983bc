package io.nocturne.console.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateProbeIT {

    @TempDir
    Path folder;

    private PinStore pins = new PinStore(Path.of("unused"));

    @BeforeEach
    void open() {
        pins = new PinStore(folder.resolve("pins"));
    }

    @Test
    void showsANewCertificateBeforeAnythingIsSent() {
        try (TestServer server = new TestServer()) {
            Probe probe = probe(server);

            assertThat(probe).isInstanceOfSatisfying(Probe.Reached.class, reached -> {
                assertThat(reached.verdict()).isEqualTo(Probe.Verdict.NEW);
                assertThat(reached.ca()).isEqualTo(server.authority().certificate());
                assertThat(reached.fingerprint().text()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
                assertThat(reached.tls()).isEqualTo("TLSv1.3");
            });
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void knowsAPinnedCertificateAgain() {
        try (TestServer server = new TestServer()) {
            pins.pin(server.address(), server.authority().certificate());

            assertThat(verdict(server)).isEqualTo(Probe.Verdict.PINNED);
        }
    }

    @Test
    void stopsAtAnotherCertificateThanThePinnedOne() {
        try (TestServer server = new TestServer()) {
            pins.pin(server.address(), new Authority().certificate());

            assertThat(verdict(server)).isEqualTo(Probe.Verdict.CHANGED);
        }
    }

    @Test
    void aDamagedPinIsNotForgotten() throws IOException {
        try (TestServer server = new TestServer()) {
            pins.pin(server.address(), server.authority().certificate());
            try (var files = Files.list(folder.resolve("pins"))) {
                Files.writeString(files.findFirst().orElseThrow(), "damaged");
            }

            assertThat(verdict(server)).isEqualTo(Probe.Verdict.CHANGED);
        }
    }

    @Test
    void refusesACertificateForAnotherName() {
        try (TestServer server = new TestServer(new Authority(), "elsewhere.example")) {
            assertThat(probe(server))
                    .isInstanceOfSatisfying(
                            Probe.Failed.class,
                            failed -> assertThat(failed.fault()).isEqualTo(LinkFault.WRONG_NAME));
        }
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        Probe probe = new CertificateProbe(pins, System::nanoTime).probe(new ServerAddress("localhost", free));

        assertThat(probe)
                .isInstanceOfSatisfying(
                        Probe.Failed.class, failed -> assertThat(failed.fault()).isEqualTo(LinkFault.REFUSED));
    }

    private Probe probe(TestServer server) {
        return new CertificateProbe(pins, System::nanoTime).probe(server.address());
    }

    private Probe.Verdict verdict(TestServer server) {
        return ((Probe.Reached) probe(server)).verdict();
    }
}
