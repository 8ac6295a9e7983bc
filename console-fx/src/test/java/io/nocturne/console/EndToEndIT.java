package io.nocturne.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nocturne.console.chart.ChartLine;
import io.nocturne.console.chart.Points;
import io.nocturne.console.chart.TimeDrawing;
import io.nocturne.console.fx.Look;
import io.nocturne.console.net.FreePort;
import io.nocturne.console.net.Probe;
import io.nocturne.console.net.ServerAddress;
import io.nocturne.console.state.Gate;
import io.nocturne.console.state.ServerLink;
import io.nocturne.console.text.Language;
import io.nocturne.console.theme.FxThread;
import io.nocturne.console.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javafx.scene.Node;
import javafx.scene.Parent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole way: a scripted machine's files, a real agent, a real server that is killed with SIGKILL
/// in between, and the real console on its WebSocket. Values are followed into the data of the chart
/// that an operator looks at.
class EndToEndIT {

    private static final Path SERVER = Path.of("..", "server", "target", "nocturne-server.jar");
    /// As it is shipped: with its own runtime, its flags and its archive of classes.
    private static final Path AGENT = Path.of("..", "agent", "target", "image", "bin", "nocturne-agent");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern READY = Pattern.compile("Nocturne is ready: (\\S+)");
    private static final Pattern TAKEN =
            Pattern.compile("stopped: (\\d+) snapshots taken since the start, 0 lost, 0 wait on disk");

    /// Memory in use that no machine has by chance, in KiB.
    private static final long BEFORE = 1_234_567;
    private static final long WHILE_DOWN = 2_345_678;
    private static final long AFTER = 3_456_789;

    @TempDir
    private Path directory;

    @Test
    void aSampleReachesTheChartAndNothingIsLostOrDoubledWhenTheServerIsKilled()
            throws IOException, InterruptedException {
        ScriptedMachine machine = new ScriptedMachine(directory.resolve("machine"));
        int port = FreePort.find();
        Program server = startServer(port);
        ServerAddress address = ServerAddress.parse(server.awaitLine(READY));
        try (Program agent = startAgent(machine, port);
                ConsoleWiring wiring = FxThread.call(() -> wiring(address))) {
            Workbench workbench = FxThread.call(() -> wiring.workbench(1_440, 900, () -> false));
            ServerLink link = signIn(wiring, address);
            FxThread.run(() -> workbench.opened(link));
            await().atMost(PATIENCE)
                    .until(() -> !link.fleet().snapshot().hosts().isEmpty());
            String hostId = link.fleet().snapshot().hosts().getFirst().host().hostId();
            FxThread.run(() -> Objects.requireNonNull(workbench.shell()).open("host", hostId));

            machine.usedKibibytes(BEFORE);
            Instant followed = awaitInChart(workbench, BEFORE);
            List<Instant> acknowledged = storedTimes(address);
            assertThat(acknowledged).contains(followed);

            server.killHard();
            machine.usedKibibytes(WHILE_DOWN);
            await().atMost(PATIENCE).until(() -> link.link().isStale());
            assertThat(timesInChart(workbench, WHILE_DOWN)).isEmpty();

            server = startServer(port);
            Instant missed = awaitInChart(workbench, WHILE_DOWN);
            await().atMost(PATIENCE).until(() -> !link.link().isStale());
            machine.usedKibibytes(AFTER);
            awaitInChart(workbench, AFTER);

            assertThat(agent.stop()).isZero();
            int taken = Integer.parseInt(agent.awaitLine(TAKEN));
            List<Instant> stored = storedTimes(address);
            assertThat(stored)
                    .hasSize(taken)
                    .doesNotHaveDuplicates()
                    .containsAll(acknowledged)
                    .contains(missed);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(chartTimes(workbench))
                            .containsAll(stored)
                            .doesNotHaveDuplicates());
            FxThread.run(workbench::leave);
        } finally {
            server.close();
        }
    }

    private Program startServer(int port) throws IOException {
        Path log = directory.resolve("server-" + System.nanoTime() + ".log");
        return Program.start(
                SERVER,
                log,
                List.of("-XX:+UseSerialGC"),
                List.of("--data", data().toString(), "--port", String.valueOf(port), "--http-port", "0"));
    }

    private Program startAgent(ScriptedMachine machine, int port) throws IOException {
        return Program.startImage(
                AGENT,
                directory.resolve("agent.log"),
                "-Dnocturne.host-root=" + machine.root(),
                List.of(
                        "--server-url",
                        "https://localhost:" + port,
                        "--interval",
                        "1",
                        "--data-dir",
                        data().toString()));
    }

    private ConsoleWiring wiring(ServerAddress address) {
        ConsoleOptions options = new ConsoleOptions(
                address,
                Optional.of("admin"),
                Optional.of(data()),
                Optional.of(Look.Choice.DARK),
                Optional.of(Language.ENGLISH));
        return new ConsoleWiring(options, directory.resolve("console"), () -> Theme.DARK);
    }

    private ServerLink signIn(ConsoleWiring wiring, ServerAddress address) throws IOException {
        Gate gate = wiring.gate();
        Probe probe = gate.probe(address);
        assertThat(probe).isInstanceOf(Probe.Reached.class);
        String password =
                Files.readString(data().resolve("initial-admin-password")).strip();
        Gate.Entrance entrance = gate.enter(address, (Probe.Reached) probe, "admin", password, _ -> {});
        assertThat(entrance).isInstanceOf(Gate.Entrance.Opened.class);
        return ((Gate.Entrance.Opened) entrance).link();
    }

    /// The time of the first point in the host page's charts that has this much memory in use.
    private static Instant awaitInChart(Workbench workbench, long usedKibibytes) {
        await().atMost(PATIENCE)
                .until(() -> !timesInChart(workbench, usedKibibytes).isEmpty());
        return timesInChart(workbench, usedKibibytes).getFirst();
    }

    private static List<Instant> timesInChart(Workbench workbench, long usedKibibytes) {
        double usedBytes = usedKibibytes * 1_024.0;
        return pointsOfUsedMemory(workbench).entrySet().stream()
                .filter(point -> point.getValue() == usedBytes)
                .map(point -> Instant.ofEpochMilli(point.getKey()))
                .toList();
    }

    private static List<Instant> chartTimes(Workbench workbench) {
        return pointsOfUsedMemory(workbench).keySet().stream()
                .map(Instant::ofEpochMilli)
                .toList();
    }

    /// The data behind the line "used" of the memory chart, by time.
    private static Map<Long, Double> pointsOfUsedMemory(Workbench workbench) {
        return FxThread.call(() -> {
            Map<Long, Double> values = new TreeMap<>();
            for (TimeDrawing drawing : drawings(workbench.scene().getRoot())) {
                for (ChartLine line : drawing.getModel().lines()) {
                    if (line.key().equals("used")) {
                        Points points = line.points();
                        for (int i = 0; i < points.size(); i++) {
                            assertThat(values.put(points.time(i), points.avg(i)))
                                    .as("one point for each time")
                                    .isNull();
                        }
                    }
                }
            }
            return values;
        });
    }

    private static List<TimeDrawing> drawings(Node node) {
        List<TimeDrawing> found = new ArrayList<>();
        if (node instanceof TimeDrawing drawing) {
            found.add(drawing);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> found.addAll(drawings(child)));
        }
        return found;
    }

    /// When the snapshots in the server's store were taken, read over the API with a sign-in of its
    /// own.
    private List<Instant> storedTimes(ServerAddress address) throws IOException {
        try (Api api = Api.signIn(address, data())) {
            return api.sampleTimes("system.memory.limit");
        }
    }

    private Path data() {
        return directory.resolve("data");
    }
}
