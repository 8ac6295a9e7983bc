package io.nocturne.bench.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Whether the shipped agent grows by connecting: a new TCP and TLS connection for each request.
///
/// **Shape** - `AgentBench ROOT --reconnects N`; a line each thousand. The agent waits a quarter of a second
/// before a quick attempt, so it makes about five connections a second.
/// **Unit** - memory in MB of 1,048,576 bytes. The heap is what was left after the last collection of garbage,
/// to the whole megabyte in which the JVM logs it.
final class ReconnectBench {

    private static final int STEP = 1_000;
    private static final int WARM_UP = 500;
    private static final long PATIENCE_SECONDS = 60;
    private static final Pattern LEFT = Pattern.compile("->(\\d+)M\\(");

    private final Path root;
    private final Path folder;
    private final long wanted;

    ReconnectBench(Path root, Path folder, long wanted) {
        this.root = root;
        this.folder = folder;
        this.wanted = wanted;
    }

    void run() throws Exception {
        try (CuttingServer server = new CuttingServer(folder.resolve("data"))) {
            Process process = agent(server.port());
            try {
                measure(server, process);
            } finally {
                process.destroy();
                process.waitFor(20, TimeUnit.SECONDS);
            }
        }
    }

    private void measure(CuttingServer server, Process process) throws Exception {
        Watched agent = new Watched("nocturne agent", process);
        long from = System.nanoTime();
        until(server, agent, WARM_UP);
        State first = state(agent);
        report(server.connections(), first);
        for (long next = STEP; next < wanted; next += STEP) {
            until(server, agent, next);
            report(server.connections(), state(agent));
        }
        until(server, agent, wanted);
        State last = state(agent);
        report(server.connections(), last);
        System.out.printf(
                Locale.ROOT,
                "{\"bench\":\"reconnects\",\"reconnects\":%d,\"seconds\":%d,\"delivered\":%d,"
                        + "\"rssWarmMb\":%.1f,\"rssEndMb\":%.1f,\"rssMaxMb\":%.1f,\"heapWarmMb\":%d,\"heapEndMb\":%d,"
                        + "\"filesWarm\":%d,\"filesEnd\":%d,\"threadsWarm\":%d,\"threadsEnd\":%d,\"cpuPercent\":%.3f,"
                        + "\"machine\":\"%s, %d CPUs, Linux %s\"}%n",
                server.connections(),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - from),
                server.taken(),
                first.rss,
                last.rss,
                agent.rssMaxMb(),
                first.heap,
                last.heap,
                first.files,
                last.files,
                first.threads,
                last.threads,
                agent.cpuPercent(),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.version"));
    }

    private void until(CuttingServer server, Watched agent, long connections) throws Exception {
        long before = server.connections();
        for (long quiet = 0; server.connections() < connections; quiet++) {
            TimeUnit.SECONDS.sleep(1);
            agent.sample();
            if (server.connections() > before) {
                before = server.connections();
                quiet = 0;
            }
            if (quiet > PATIENCE_SECONDS) {
                throw new IOException("the agent does not connect any more; its log is " + folder.resolve("agent.log"));
            }
        }
    }

    private State state(Watched agent) throws IOException {
        Path proc = Path.of("/proc", Long.toString(agent.process().pid()));
        return new State(agent.rssEndMb(), heap(), count(proc.resolve("fd")), count(proc.resolve("task")));
    }

    private long heap() throws IOException {
        long left = 0;
        for (Matcher lines = LEFT.matcher(Files.readString(folder.resolve("gc.log"))); lines.find(); ) {
            left = Long.parseLong(lines.group(1));
        }
        return left;
    }

    private static long count(Path proc) throws IOException {
        try (Stream<Path> all = Files.list(proc)) {
            return all.count();
        }
    }

    private static void report(long connections, State state) {
        System.out.printf(
                Locale.ROOT,
                "%6d connections  RSS %5.1f MB  heap %d MB  files %d  threads %d%n",
                connections,
                state.rss,
                state.heap,
                state.files,
                state.threads);
    }

    private Process agent(int port) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                root.resolve("agent/target/image/bin/nocturne-agent").toString(),
                "--server-url",
                "https://localhost:" + port,
                "--data-dir",
                folder.resolve("data").toString(),
                "--interval",
                "1",
                "--retry-attempts",
                "100"));
        builder.environment().put("NOCTURNE_JAVA_OPTIONS", "-Xlog:gc:file=" + folder.resolve("gc.log"));
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("agent.log").toFile())
                .start();
    }

    /// One line of the measurement.
    private record State(double rss, long heap, long files, long threads) {}
}
