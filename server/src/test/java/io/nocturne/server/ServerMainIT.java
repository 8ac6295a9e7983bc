package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// What the command line says and returns when the server is not started.
class ServerMainIT {

    @TempDir
    private Path directory;

    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    @Test
    void aDatabaseThatIsAwayIsOneLineAndExitCodeFive() throws IOException {
        Path config = config("""
                data_dir: %s
                database:
                  url: jdbc:postgresql://localhost:1/nocturne
                  password: hunter2
                """.formatted(directory.resolve("data")));

        assertThat(run("--config", config.toString())).isEqualTo(5);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("database jdbc:postgresql://localhost:1/nocturne cannot be used as user 'nocturne': ")
                .endsWith("; the server was not started")
                .doesNotContain("hunter2");
    }

    @Test
    void checkConfigStartsNothing() throws IOException {
        Path config = config("data_dir: %s%nport: 9443%n".formatted(directory.resolve("data")));

        assertThat(run("--check-config", "--config", config.toString())).isZero();
        assertThat(out.toString()).contains("ok");
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void aWrongFileIsNamedWithoutRepeatingIt() throws IOException {
        Path config = config("database:\n  url: x\n  password: *hunter2\n");

        assertThat(run("--check-config", "--config", config.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("is not YAML at line 3").doesNotContain("hunter2");
    }

    @Test
    void checkAlertsSaysWhichLineOfAnAlertsFileIsWrong() throws IOException {
        Path good = Files.writeString(directory.resolve("alerts.yml"), "thresholds:\n  cpu: { warning: 80 }\n");
        Path bad = Files.writeString(directory.resolve("alerts-bad.yml"), "thresholds:\n  cpu: { warning: high }\n");

        assertThat(run("--check-alerts", good.toString())).isZero();
        assertThat(out.toString()).isEqualTo("%s: ok%n".formatted(good));
        assertThat(run("--check-alerts", bad.toString())).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo(
                        "%s: line 2, column 19: thresholds.cpu.warning: is 'high', allowed is a number of percent like 80%n"
                                .formatted(bad));
    }

    private int run(String... args) {
        return new CommandLine(new ServerMain())
                .setErr(new PrintWriter(err, true))
                .setOut(new PrintWriter(out, true))
                .execute(args);
    }

    private Path config(String content) throws IOException {
        return Files.writeString(directory.resolve("server.yml"), content);
    }
}
