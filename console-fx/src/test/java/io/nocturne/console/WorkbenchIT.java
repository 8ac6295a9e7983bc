package io.nocturne.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nocturne.console.fx.Look;
import io.nocturne.console.net.TestServer;
import io.nocturne.console.state.ScriptedLink;
import io.nocturne.console.text.Language;
import io.nocturne.console.theme.FxThread;
import io.nocturne.console.theme.Theme;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.PasswordField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The wired console against a server over real TLS sockets: from the fingerprint to the list of hosts
/// and back.
class WorkbenchIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final TestServer server = new TestServer();

    @SuppressWarnings("NullAway.Init") // JUnit calls open first
    private ConsoleWiring wiring;

    @SuppressWarnings("NullAway.Init")
    private Workbench workbench;

    @BeforeEach
    void open() {
        server.setHeartbeatMillis(1_000);
        server.setHosts(List.of(ScriptedLink.host("1", "db-1", Instant.now())));
        ConsoleOptions options = new ConsoleOptions(
                server.address(),
                Optional.of("admin"),
                Optional.empty(),
                Optional.of(Look.Choice.DARK),
                Optional.of(Language.ENGLISH));
        wiring = FxThread.call(() -> new ConsoleWiring(options, folder, () -> Theme.DARK));
        workbench = FxThread.call(() -> wiring.workbench(900, 900, () -> false));
    }

    @AfterEach
    void close() {
        FxThread.run(workbench::leave);
        wiring.close();
        server.close();
    }

    @Test
    void comparesTheFingerprintSignsInAndShowsTheHosts() {
        shows("First sign-in: check this server");
        type(TestServer.PASSWORD);
        assertThat(signIn().isDisabled()).isTrue();
        assertThat(server.requests()).isEmpty();

        compareAndSignIn();
    }

    @Test
    void aWrongPasswordStaysOnThePage() {
        shows("First sign-in: check this server");
        type("wrong");
        FxThread.run(() -> find(CheckBox.class, "").fire());

        FxThread.run(() -> find(Button.class, "Sign in").fire());

        shows("Wrong user name or password.");
    }

    @Test
    void saysThatNothingIsKnownWhenTheServerDiesAndComesBackByItself() {
        compareAndSignIn();

        server.kill();
        shows("NO DATA");
        server.revive();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(words()).doesNotContain("NO DATA"));
        shows("1 of 1 hosts reporting");
    }

    @Test
    void signingOutComesBackToThePage() {
        compareAndSignIn();

        FxThread.run(workbench::signedOut);

        shows("1 of 1 hosts reporting");
        shows("Sign in");
    }

    private void compareAndSignIn() {
        shows("First sign-in: check this server");
        type(TestServer.PASSWORD);
        FxThread.run(() -> find(CheckBox.class, "").fire());
        assertThat(signIn().isDisabled()).isFalse();
        FxThread.run(() -> find(Button.class, "Sign in").fire());
        shows("db-1");
        shows("1 of 1 hosts reporting");
    }

    private void type(String password) {
        FxThread.run(() -> find(PasswordField.class, "").setText(password));
    }

    private Button signIn() {
        return FxThread.call(() -> find(Button.class, "Sign in"));
    }

    private <T extends Node> T find(Class<T> type, String text) {
        return workbench.scene().getRoot().lookupAll("*").stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(node -> text.isEmpty() || (node instanceof Labeled labeled && text.equals(labeled.getText())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + type.getSimpleName() + " " + text));
    }

    private void shows(String text) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(words()).contains(text));
    }

    private Set<String> words() {
        return FxThread.call(() -> ShownWords.of(workbench.scene().getRoot()));
    }
}
