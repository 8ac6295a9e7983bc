package io.nocturne.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ConsoleMainTest {

    @Test
    void aDataFolderSaysWhoTheFirstUserIs() {
        CommandLine line = ConsoleMain.commandLine();
        line.parseArgs("--data", "/srv/nocturne", "--server", "https://localhost:9443");

        ConsoleOptions options = line.<ConsoleMain>getCommand().options();

        assertThat(options.user()).contains("admin");
        assertThat(options.server().toString()).isEqualTo("localhost:9443");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--server=http://localhost:8080", "--theme=blue", "--language=fr"})
    void refusesWhatItDoesNotKnow(String argument) {
        CommandLine line = ConsoleMain.commandLine();
        line.setErr(new PrintWriter(new StringWriter()));

        assertThat(line.execute(argument)).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    @ParameterizedTest
    @CsvSource({"Linux, false", "Windows 11, true", "Mac OS X, true"})
    void knowsWhereADisplayIs(String os, boolean there) {
        assertThat(Display.isThere(os, Map.of(), null)).isEqualTo(there);
        assertThat(Display.isThere(os, Map.of("DISPLAY", ":0"), null)).isTrue();
        assertThat(Display.isThere(os, Map.of("WAYLAND_DISPLAY", "wayland-0"), null))
                .isTrue();
    }

    @Test
    void keepsItsFilesWhereTheSystemWantsThem() {
        Path home = Path.of("/home/u");
        assertThat(ConfigFolder.of("Linux", Map.of(), home)).isEqualTo(home.resolve(".config/nocturne/console"));
        assertThat(ConfigFolder.of("Linux", Map.of("XDG_CONFIG_HOME", "/cfg"), home))
                .isEqualTo(Path.of("/cfg/nocturne/console"));
        assertThat(ConfigFolder.of("Mac OS X", Map.of(), home))
                .isEqualTo(home.resolve("Library/Application Support/Nocturne/console"));
        assertThat(ConfigFolder.of("Windows 11", Map.of(), home))
                .isEqualTo(home.resolve("AppData/Roaming/Nocturne/console"));
    }
}
