package io.nocturne.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nocturne.agent.link.ScriptedServer;
import io.nocturne.model.json.WireJson;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The packaged program as a process of its own, against a server on real sockets.
class AgentProcessIT {

    private static final Path IMAGE = Path.of("target", "image").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final ScriptedServer server = new ScriptedServer("localhost");
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void prepare() throws IOException {
        assumeTrue(System.getProperty("os.name").startsWith("Linux"), "this version collects on Linux only");
        assumeTrue(Files.exists(IMAGE), "the program is not packaged");
        Path tls = Files.createDirectories(folder.resolve("data/tls"));
        Files.writeString(tls.resolve("ca.pem"), server.authority().certificatePem());
        Files.writeString(folder.resolve("data/local-enrollment-token"), ScriptedServer.TOKEN);
    }

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
        server.close();
    }

    @Test
    void enrollsByItselfDeliversAndEndsWellWhenToldTo() throws Exception {
        Process agent = start("--server-url", server.plainAddress(), "--interval", "1", "--pid-file", "agent.pid");

        await().atMost(PATIENCE).until(() -> server.stored().size() >= 3);
        assertThat(folder.resolve("agent.pid")).content().isEqualTo(agent.pid() + "\n");
        agent.destroy();

        assertThat(agent.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(agent.exitValue()).isZero();
        assertThat(folder.resolve("agent.pid")).doesNotExist();
        assertThat(log())
                .contains("enrolled at", "the server has the first snapshot", "stopping", "0 lost, 0 wait on disk");
        assertThat(log()).doesNotContain(ScriptedServer.TOKEN, "credential-1");
    }

    @Test
    void aRestartContinuesWithHigherNumbers() throws Exception {
        Process first = start("--server-url", server.address(), "--interval", "1");
        await().atMost(PATIENCE).until(() -> !server.stored().isEmpty());
        first.destroyForcibly().waitFor();
        long last = lastSequence();

        start("--server-url", server.address(), "--interval", "1");

        await().atMost(PATIENCE).until(() -> lastSequence() > last);
    }

    @Test
    void aSecondAgentWithTheSameStateIsRefused() throws Exception {
        start("--server-url", server.address(), "--interval", "1");
        await().atMost(PATIENCE).until(() -> !server.stored().isEmpty());

        Process second = start("--server-url", server.address());

        assertThat(second.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(log()).contains("another agent runs with state_dir");
    }

    @Test
    void whatItWritesOnlyItsOwnUserCanRead() throws Exception {
        start("--server-url", server.plainAddress(), "--interval", "1");
        await().atMost(PATIENCE).until(() -> server.stored().size() >= 2);
        server.close();
        Path state = folder.resolve("data/agent");
        // Without a server what is read goes to the disk.
        await().atMost(PATIENCE)
                .until(() -> permissions(state).keySet().stream()
                        .anyMatch(path -> path.startsWith(state.resolve("buffer")) && Files.isRegularFile(path)));

        assertThat(permissions(state))
                .hasSizeGreaterThan(4)
                .allSatisfy((path, permissions) ->
                        assertThat(permissions).isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }

    @Test
    void rootStartsItAsTheUserThatIsThereForIt() throws Exception {
        assumeTrue(isRoot() && canRead("nobody"), "needs root, setpriv and a build folder that nobody may read");
        Path data = folder.resolve("data");
        assertThat(run("chown", "-R", "nobody", folder.toString())).isZero();
        assertThat(run("chmod", "755", folder.toString())).isZero();

        Process agent =
                start(Map.of("NOCTURNE_USER", "nobody"), "--server-url", server.plainAddress(), "--interval", "1");
        await().atMost(PATIENCE).until(() -> server.stored().size() >= 2);

        String nobody = String.valueOf(Files.getAttribute(data, "unix:uid"));
        List<String> status = Files.readAllLines(Path.of("/proc/%d/status".formatted(agent.pid())));
        assertThat(status)
                .contains("Uid:\t%1$s\t%1$s\t%1$s\t%1$s".formatted(nobody))
                .contains("NoNewPrivs:\t1", "CapEff:\t0000000000000000", "CapBnd:\t0000000000000000");
        assertThat(log()).doesNotContain("runs as root");
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static boolean canRead(String user) throws IOException, InterruptedException {
        return run(
                        "setpriv",
                        "--reuid=" + user,
                        "--clear-groups",
                        "test",
                        "-x",
                        IMAGE.resolve("bin/nocturne-agent").toString())
                == 0;
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    @Test
    void onceNeedsNoServer() throws Exception {
        Process once = start("once", "--format", "json");

        assertThat(once.waitFor(20, TimeUnit.SECONDS)).isTrue();

        assertThat(once.exitValue()).isZero();
        JsonNode json = WireJson.mapper().readTree(Files.readString(folder.resolve("out")));
        assertThat(json.get("metrics").size()).isGreaterThan(20);
    }

    private Process start(String... arguments) throws IOException {
        return start(Map.of("NOCTURNE_KEEP_ROOT", "yes"), arguments);
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(IMAGE.resolve("bin/nocturne-agent").toString()));
        command.addAll(List.of(arguments));
        File log = folder.resolve("log").toFile();
        ProcessBuilder builder = new ProcessBuilder(command);
        // A class archive that does not fit the program would cost memory silently; with this it ends the program.
        builder.environment().put("NOCTURNE_JAVA_OPTIONS", "-Xshare:on");
        builder.environment().putAll(environment);
        Process process = builder.directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log))
                .start();
        started.add(process);
        return process;
    }

    private static Map<Path, String> permissions(Path folder) throws IOException {
        Map<Path, String> all = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList()) {
                all.put(path, PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
            }
        } catch (NoSuchFileException | UncheckedIOException e) {
            // A file came and went meanwhile; what was seen of it counts.
        }
        return all;
    }

    private long lastSequence() {
        return server.stored().keySet().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"), StandardCharsets.UTF_8);
    }
}
