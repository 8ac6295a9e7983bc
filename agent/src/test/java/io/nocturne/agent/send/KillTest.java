package io.nocturne.agent.send;

import static io.nocturne.agent.link.ScriptedServer.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nocturne.agent.link.ScriptedServer;
import io.nocturne.model.problem.ProblemCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes that are killed with SIGKILL while they take and deliver: what they said that they have taken is
/// counted against what the server stored.
class KillTest {

    private static final int KILLS = 8;
    private static final int MOST_BEFORE_A_KILL = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final ScriptedServer server = new ScriptedServer("localhost");
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    private final TreeSet<Double> taken = new TreeSet<>();
    private final List<Process> started = new ArrayList<>();
    private int given;

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
        server.close();
    }

    @Test
    void whateverTheInstantNothingIsLostOrDoubled() throws Exception {
        TestLink.trust(folder, server);
        for (int kill = 0; kill < KILLS; kill++) {
            MockResponse[] outage = new MockResponse[random.nextInt(4)];
            Arrays.fill(outage, problem(ProblemCode.INTERNAL));
            server.script(outage);
            server.loseReceipts(random.nextInt(3));
            untilKilled();
        }
        Process last = start();
        await().atMost(PATIENCE).until(() -> server.stored().values().containsAll(taken));
        last.destroyForcibly().waitFor();

        Collection<Double> stored = server.stored().values();
        assertThat(stored).doesNotHaveDuplicates().containsAll(taken);
        assertThat(stored).allMatch(value -> value <= given / 100.0);
    }

    /// Gives numbers, lets some of them be taken, and kills while the rest are.
    private void untilKilled() throws Exception {
        Process agent = start();
        int answered = random.nextInt(MOST_BEFORE_A_KILL);
        try (BufferedReader said = said(agent)) {
            try (Writer numbers = agent.outputWriter(StandardCharsets.UTF_8)) {
                for (int i = 0; i < answered + 100; i++) {
                    given++;
                    numbers.write(given + "\n");
                }
                numbers.flush();
                for (int i = 0; i < answered; i++) {
                    take(said.readLine());
                }
                // Not the process itself: that would close its pipes too.
                agent.toHandle().destroyForcibly();
                agent.waitFor();
            } catch (IOException e) {
                // The pipe broke: it is dead already.
            }
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                take(line);
            }
        }
    }

    private void take(String line) {
        taken.add(Integer.parseInt(line) / 100.0);
    }

    private Process start() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledAgent.class.getName(),
                        folder.toString(),
                        server.address())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        started.add(process);
        return process;
    }

    private static BufferedReader said(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
