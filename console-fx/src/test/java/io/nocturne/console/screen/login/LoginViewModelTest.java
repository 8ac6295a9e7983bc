package io.nocturne.console.screen.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.console.fx.ManualUi;
import io.nocturne.console.net.Authority;
import io.nocturne.console.net.Fingerprint;
import io.nocturne.console.net.LinkFault;
import io.nocturne.console.net.Probe;
import io.nocturne.console.net.ServerAddress;
import io.nocturne.console.state.Gate;
import io.nocturne.console.state.PreferenceStore;
import io.nocturne.console.text.Language;
import io.nocturne.console.text.Texts;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginViewModelTest {

    private static final ServerAddress SERVER = new ServerAddress("ops.example", 8443);

    @TempDir
    Path folder;

    private final ScriptedGate gate = new ScriptedGate();

    @SuppressWarnings("NullAway.Init") // JUnit calls open first
    private LoginViewModel model;

    @BeforeEach
    void open() {
        model = new LoginViewModel(
                SERVER,
                Optional.of("s.yoon"),
                gate,
                new PreferenceStore(folder.resolve("preferences.json")),
                new Texts(Language.ENGLISH, ZoneOffset.UTC),
                new ManualUi(),
                InstantSource.fixed(Instant.EPOCH),
                _ -> {},
                _ -> {});
        model.passwordProperty().set("secret");
    }

    @Test
    void aNewCertificateMustBeComparedFirst() {
        gate.probe = seen(Probe.Verdict.NEW);
        model.lookAgain();
        assertThat(face().kind()).isEqualTo(DoorFace.Kind.NEW);
        assertThat(face().fingerprint()).hasSize(2);
        assertThat(model.canSignIn().get()).isFalse();

        model.signIn();
        assertThat(gate.passwords).isEmpty();

        model.matchesProperty().set(true);
        model.signIn();
        assertThat(gate.passwords).containsExactly("secret");
    }

    @Test
    void aChangedCertificateStopsEverything() {
        gate.probe = seen(Probe.Verdict.CHANGED);
        model.lookAgain();
        model.matchesProperty().set(true);

        model.signIn();

        assertThat(face().kind()).isEqualTo(DoorFace.Kind.CHANGED);
        assertThat(model.canSignIn().get()).isFalse();
        assertThat(gate.passwords).isEmpty();
    }

    @Test
    void aPinnedCertificateAsksNothing() {
        gate.probe = seen(Probe.Verdict.PINNED);

        model.lookAgain();

        assertThat(face().kind()).isEqualTo(DoorFace.Kind.TRUSTED);
        assertThat(face().line()).isEqualTo("Server answers, 12 ms, TLS 1.3");
        assertThat(model.canSignIn().get()).isTrue();
    }

    @Test
    void aTickIsForgottenWhenTheServerIsAskedAgain() {
        gate.probe = seen(Probe.Verdict.NEW);
        model.lookAgain();
        model.matchesProperty().set(true);

        model.lookAgain();

        assertThat(model.canSignIn().get()).isFalse();
    }

    @Test
    void saysWhyTheServerIsNotReached() {
        gate.probe = new Probe.Failed(LinkFault.REFUSED, "");

        model.lookAgain();

        assertThat(face().line()).isEqualTo("Server not reached: connection refused");
        assertThat(model.servers().getFirst().state()).isEqualTo("connection refused");
    }

    @Test
    void aWrongPasswordIsClearedAndSaid() {
        gate.probe = seen(Probe.Verdict.PINNED);
        gate.entrance = new Gate.Entrance.Refused("credentials-wrong", "");
        model.lookAgain();

        model.signIn();

        assertThat(model.messageProperty().get()).isEqualTo("Wrong user name or password.");
        assertThat(model.passwordProperty().get()).isEmpty();
    }

    @Test
    void anotherRefusalShowsItsCode() {
        gate.probe = seen(Probe.Verdict.PINNED);
        gate.entrance = new Gate.Entrance.Refused("overloaded", "Try in 30 s");
        model.lookAgain();

        model.signIn();

        assertThat(model.messageProperty().get()).isEqualTo("The server refused: overloaded. Try in 30 s");
    }

    @Test
    void addsAServerAndLooksAtIt() {
        assertThat(model.add("https://lab.example")).isTrue();

        assertThat(model.chosenProperty().get()).isEqualTo("lab.example:8443");
        assertThat(model.servers()).hasSize(2);
        assertThat(gate.probed).containsExactly(new ServerAddress("lab.example", 8443));
        assertThat(model.passwordProperty().get()).isEmpty();
    }

    @Test
    void saysThatAnAddressIsNone() {
        assertThat(model.add("http://lab.example")).isFalse();

        assertThat(model.addProblemProperty().get()).startsWith("This is no address");
    }

    @Test
    void theLastServerStays() {
        model.forgetChosen();

        assertThat(model.servers()).hasSize(1);
    }

    @Test
    void remembersTheUserOfEachServer() {
        model.add("https://lab.example");
        assertThat(model.userProperty().get()).isEmpty();

        model.choose(SERVER.toString());

        assertThat(model.userProperty().get()).isEqualTo("s.yoon");
    }

    private DoorFace face() {
        return Objects.requireNonNull(model.doorProperty().get());
    }

    private static Probe.Reached seen(Probe.Verdict verdict) {
        X509Certificate ca = new Authority().certificate();
        return new Probe.Reached(verdict, ca, Fingerprint.of(ca), "TLSv1.3", Duration.ofMillis(12));
    }

    private static final class ScriptedGate implements Gate {

        private final List<ServerAddress> probed = new ArrayList<>();
        private final List<String> passwords = new ArrayList<>();
        private Probe probe = new Probe.Failed(LinkFault.TIMEOUT, "");
        private Entrance entrance = new Entrance.Unreachable(LinkFault.TIMEOUT, "");

        @Override
        public Probe probe(ServerAddress server) {
            probed.add(server);
            return probe;
        }

        @Override
        public Entrance enter(
                ServerAddress server, Probe.Reached seen, String user, String password, Consumer<String> whenOver) {
            passwords.add(password);
            return entrance;
        }
    }
}
