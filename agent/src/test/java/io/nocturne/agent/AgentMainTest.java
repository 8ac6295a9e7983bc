package io.nocturne.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentMainTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void helpNamesEveryCommandAndKey() {
        assertThat(run("--help")).isZero();

        assertThat(text(out))
                .contains("once", "watch", "status", "enroll", "check-config", "--server-url", "--pid-file");
    }

    @Test
    void aGoodConfigIsOk() throws IOException {
        Path file = Files.writeString(folder.resolve("agent.yml"), "interval: 5\n");

        assertThat(run("check-config", file.toString())).isZero();

        assertThat(text(out)).isEqualTo(file + ": ok\n");
    }

    @Test
    void aBadConfigIsExitCodeOneForTheCheckAndTwoForARun() throws IOException {
        Path file = Files.writeString(folder.resolve("agent.yml"), "interval: 0\n");

        assertThat(run("check-config", file.toString())).isEqualTo(1);
        assertThat(run("--config", file.toString())).isEqualTo(2);

        assertThat(text(out)).contains("agent.yml:1: interval must be");
        assertThat(text(err)).contains("agent.yml:1: interval must be");
    }

    @Test
    void aWrongCommandLineIsExitCodeTwo() {
        assertThat(run("--no-such-flag")).isEqualTo(2);
        assertThat(run("--interval", "0")).isEqualTo(2);

        assertThat(text(err)).contains("--interval: interval must be whole seconds");
    }

    @Test
    void aRemoteServerWithoutAWayToTrustItIsExplained() {
        int code = run("--server-url", "https://monitor.example.com:8443", "--state-dir", folder.toString());

        assertThat(code).isEqualTo(2);
        assertThat(text(err)).contains("ca_fingerprint", "ca_file", "data_dir");
    }

    @Test
    void aRemoteServerWithoutATokenIsExplained() {
        int code = run(
                "--server-url",
                "https://monitor.example.com:8443",
                "--ca-fingerprint",
                "ab".repeat(32),
                "--state-dir",
                folder.toString());

        assertThat(code).isEqualTo(2);
        assertThat(text(err)).contains("enrollment_token_file", "enrollment_token");
    }

    @Test
    void enrollmentAtAServerThatIsAwayFailsAndSaysWhy() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));

        int code = run("enroll", "--server", "http://localhost:1", "--token", "t0ken", "--data-dir", data.toString());

        assertThat(code).isEqualTo(1);
        assertThat(text(err)).contains("not enrolled: connection refused").doesNotContain("t0ken");
    }

    private int run(String... arguments) {
        return AgentMain.run(Map.of(), stream(out), stream(err), arguments);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
