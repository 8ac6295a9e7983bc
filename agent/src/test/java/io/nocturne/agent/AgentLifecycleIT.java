package io.nocturne.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nocturne.agent.link.ScriptedServer;
import io.nocturne.model.fleet.AgentEvent;
import io.nocturne.model.fleet.StopReason;
import io.nocturne.model.json.WireJson;
import io.nocturne.model.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The packaged program through its life: start, sleep, another configuration, end; and what `status` tells.
class AgentLifecycleIT {

    private static final Path IMAGE = Path.of("target", "image").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final ScriptedServer server = new ScriptedServer("localhost");
    private final List<Process> started = new ArrayList<>();
    private Path config;

    @BeforeEach
    void prepare() throws IOException {
        assumeTrue(System.getProperty("os.name").startsWith("Linux"), "the image is made on Linux only");
        assumeTrue(Files.exists(IMAGE), "the program is not packaged");
        Path tls = Files.createDirectories(folder.resolve("data/tls"));
        Files.writeString(tls.resolve("ca.pem"), server.authority().certificatePem());
        Files.writeString(folder.resolve("data/local-enrollment-token"), ScriptedServer.TOKEN);
        config = folder.resolve("agent.yml");
        configure("interval: 1");
    }

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
        server.close();
    }

    @Test
    void anAgentThatIsToldToStopSaysSoAsTheLastThing() throws Exception {
        Process agent = startAgent();
        agent.destroy();

        assertThat(agent.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(agent.exitValue()).isZero();
        assertThat(server.events())
                .extracting(AgentEvent::type)
                .containsExactly(AgentEvent.Type.STARTED, AgentEvent.Type.STOPPING);
        assertThat(server.events().getLast().reason()).isEqualTo(StopReason.AGENT_STOPPED);
        assertThat(server.events().getFirst().detail()).startsWith("agent ");
        assertThat(status()).isEqualTo(1);
        assertThat(out()).contains("not running: stopped at", "AGENT_STOPPED");
    }

    @Test
    void aGoodbyeThatDidNotGetThroughIsDeliveredByTheNextRun() throws Exception {
        Process agent = startAgent();
        server.answerEvents(ScriptedServer.problem(ProblemCode.INTERNAL));
        agent.destroy();
        assertThat(agent.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(server.events()).hasSize(1);
        server.answerEvents(null);

        startAgent();

        await().atMost(PATIENCE).until(() -> server.events().size() == 3);
        assertThat(server.events())
                .extracting(AgentEvent::type)
                .containsExactly(AgentEvent.Type.STARTED, AgentEvent.Type.STOPPING, AgentEvent.Type.STARTED);
        assertThat(server.events().get(1).time())
                .isBefore(server.events().get(2).time());
    }

    @Test
    void beforeSleepTheAgentSaysGoodbyeAndGoesOn() throws Exception {
        Process agent = startAgent();

        signal(agent, ProcessSignals.SLEEP);

        await().atMost(PATIENCE).until(() -> server.events().size() == 2);
        assertThat(server.events().getLast().reason()).isEqualTo(StopReason.HOST_SUSPEND);
        int before = server.stored().size();
        await().atMost(PATIENCE).until(() -> server.stored().size() >= before + 2);
    }

    @Test
    void anotherConfigurationAppliesWithoutLosingASnapshot() throws Exception {
        Process agent = startAgent();

        configure("interval: 2", "top_processes: 1", "log_level: debug", "state_dir: elsewhere");
        signal(agent, ProcessSignals.RELOAD);

        await().atMost(PATIENCE).until(() -> log().contains("applies: interval, top_processes, log_level"));
        assertThat(log()).contains("state_dir", "kept as it is until the agent is started anew");
        int before = server.stored().size();
        await().atMost(PATIENCE).until(() -> server.stored().size() >= before + 3);
        agent.destroy();
        assertThat(agent.waitFor(10, TimeUnit.SECONDS)).isTrue();
        long last = server.stored().keySet().stream().reduce((_, next) -> next).orElseThrow();
        long first = server.stored().keySet().iterator().next();
        assertThat(server.stored()).hasSize((int) (last - first + 1));
        assertThat(log()).contains("0 lost, 0 wait on disk");
        assertThat(folder.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void aConfigurationThatIsWrongChangesNothing() throws Exception {
        Process agent = startAgent();

        configure("interval: 0", "log_level: debug", "no_such_key: 1");
        signal(agent, ProcessSignals.RELOAD);

        await().atMost(PATIENCE).until(() -> log().contains("the configuration is not applied"));
        assertThat(log())
                .contains("agent.yml:2: interval must be", "agent.yml:4:")
                .doesNotContain("DEBUG");
        int before = server.stored().size();
        await().atMost(PATIENCE).until(() -> server.stored().size() >= before + 2);
        assertThat(agent.isAlive()).isTrue();
    }

    @Test
    void anotherServerIsDeliveredToAtOnce() throws Exception {
        Process agent = startAgent();
        try (ScriptedServer other = new ScriptedServer("localhost")) {
            Path authority = Files.writeString(
                    folder.resolve("other.pem"), other.authority().certificatePem());
            Files.writeString(
                    config, "server_url: %s\nca_file: %s\ninterval: 1\n".formatted(other.address(), authority));
            Files.delete(folder.resolve("data/agent/credential.json"));

            signal(agent, ProcessSignals.RELOAD);

            await().atMost(PATIENCE).until(() -> other.stored().size() >= 2);
        }
    }

    @Test
    void statusTellsHowARunningAgentStandsAndWhenItWasKilled() throws Exception {
        Process agent = startAgent();
        await().atMost(PATIENCE).until(() -> status() == 0);

        assertThat(out())
                .contains("state            delivering", "pid " + agent.pid(), "host id          h\n", server.address())
                .containsPattern("certificate +until 20.* days\\); its CA until 20.* days\\)");
        assertThat(run("status", "--config", config.toString(), "--format", "json"))
                .isZero();
        JsonNode json = WireJson.mapper().readTree(out());
        assertThat(json.get("pid").asLong()).isEqualTo(agent.pid());
        assertThat(json.get("acknowledgedSequence").asLong()).isPositive();
        assertThat(json.get("delivered").asLong()).isPositive();

        agent.destroyForcibly().waitFor();

        assertThat(status()).isEqualTo(1);
        assertThat(out()).contains("not running: it ended without a goodbye");
        assertThat(out()).doesNotContain(ScriptedServer.TOKEN, "credential-1");
    }

    @Test
    void statusWithoutAnAgentSaysSo() throws Exception {
        assertThat(run("status", "--state-dir", folder.resolve("none").toString()))
                .isEqualTo(1);

        assertThat(log()).contains("none does not exist: no agent has run with this state_dir");
    }

    private void configure(String... lines) throws IOException {
        Files.writeString(config, "server_url: %s\n%s\n".formatted(server.address(), String.join("\n", lines)));
    }

    /// Runs until the server has two snapshots and the first event.
    private Process startAgent() throws IOException {
        int before = server.stored().size();
        int heard = server.events().size();
        Process agent = start("--config", config.toString());
        await().atMost(PATIENCE)
                .until(() ->
                        server.stored().size() >= before + 2 && server.events().size() > heard);
        return agent;
    }

    private static void signal(Process agent, String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-s", name, Long.toString(agent.pid())).start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }

    private int status() throws Exception {
        return run("status", "--config", config.toString());
    }

    private int run(String... arguments) throws Exception {
        Process process = start(arguments);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private Process start(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(IMAGE.resolve("bin/nocturne-agent").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("NOCTURNE_JAVA_OPTIONS", "-Xshare:on");
        Process process = builder.directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        started.add(process);
        return process;
    }

    private String out() throws IOException {
        return Files.readString(folder.resolve("out"), StandardCharsets.UTF_8);
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"), StandardCharsets.UTF_8);
    }
}
