package io.nocturne.bench.agent;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the shipped agent costs: the image, enrolled at a real server over TLS, on a host with processes and
/// connections, sampled once a second from outside.
///
/// **Shape** - `AgentBench ROOT [--minutes M] [--server-down-minutes D] [--interval S] [--peers]`, or
/// `--reconnects N` for [ReconnectBench] instead. With D the server is killed a quarter of the time after the start and
/// stays away for D minutes. At the end the agent
/// is told to stop, and what it took is held against what the server stored.
/// The first [#WARM_UP] count for memory, not for CPU.
/// **Unit** - as [Watched]; `cycleMillisP95` elapsed milliseconds of a reading.
final class AgentBench {

    private static final int PROCESSES = 350;
    private static final int CONNECTIONS = 150;
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration START = Duration.ofSeconds(60);
    private static final Pattern READY = Pattern.compile("Nocturne is ready: (\\S+)");
    private static final Pattern TAKEN =
            Pattern.compile("stopped: (\\d+) snapshots taken since the start, (\\d+) lost, (\\d+) wait");
    private static final Pattern CYCLE = Pattern.compile("95 of 100 readings took ([0-9.]+) ms");
    private static final Pattern SERIES = Pattern.compile("layout \\S+ has (\\d+) series");

    private final Path root;
    private final Path folder;
    private final Options options;
    private final List<Process> started = new ArrayList<>();

    private AgentBench(Path root, Path folder, Options options) {
        this.root = root;
        this.folder = folder;
        this.options = options;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("nocturne-bench");
        int reconnects = Options.number(List.of(arguments), "--reconnects", 0, 1, 1_000_000);
        if (reconnects > 0) {
            new ReconnectBench(Path.of(arguments[0]), folder, reconnects).run();
            delete(folder);
            return;
        }
        AgentBench bench = new AgentBench(Path.of(arguments[0]), folder, Options.of(List.of(arguments)));
        Runtime.getRuntime().addShutdownHook(new Thread(bench::stop));
        bench.run();
        delete(folder);
    }

    private void run() throws Exception {
        Instant from = Instant.now();
        int port = freePort();
        long seconds = options.minutes * 60L;
        try (Surroundings around = new Surroundings(PROCESSES, CONNECTIONS, seconds + 600)) {
            Process server = server(port);
            Watched agent = new Watched("nocturne agent", agent(port));
            List<Watched> all = new ArrayList<>(List.of(agent));
            try (Peers peers = options.peers ? new Peers(folder, freePort(), freePortForZabbix()) : null) {
                if (peers != null) {
                    all.addAll(peers.watched());
                    TimeUnit.SECONDS.sleep(2);
                }
                System.out.printf(
                        "%d processes, %d connections, %d minutes%n",
                        Surroundings.count(), around.sockets(), options.minutes);
                int processes = Surroundings.count();
                warmUp(all);
                long downAt = options.downMinutes == 0 ? Long.MAX_VALUE : seconds / 4;
                for (long second = 0; second < seconds; second++) {
                    TimeUnit.SECONDS.sleep(1);
                    if (second == downAt) {
                        server.destroyForcibly().waitFor();
                        report(second, "the server is killed", agent);
                    } else if (second == downAt + options.downMinutes * 60L) {
                        server = server(port);
                        report(second, "the server is back", agent);
                    }
                    for (Watched each : all) {
                        each.sample();
                    }
                    if (peers != null && second % options.intervalSeconds == 0) {
                        peers.poll();
                    }
                    if (second % 60 == 0) {
                        report(second, "", agent);
                    }
                }
                finish(agent, all, from, port, processes, around.sockets());
            }
        }
    }

    /// What is loaded and compiled once is no cost of an interval; its memory counts all the same.
    private static void warmUp(List<Watched> all) throws Exception {
        for (long second = 0; second < WARM_UP.toSeconds(); second++) {
            TimeUnit.SECONDS.sleep(1);
            for (Watched each : all) {
                each.sample();
            }
        }
        for (Watched each : all) {
            each.startCounting();
        }
    }

    private void finish(Watched agent, List<Watched> all, Instant from, int port, int processes, int sockets)
            throws Exception {
        agent.process().destroy();
        if (!agent.process().waitFor(20, TimeUnit.SECONDS)) {
            throw new IOException("the agent did not stop");
        }
        String log = Files.readString(log("agent"));
        Matcher taken = match(TAKEN, log);
        List<Instant> stored = new StoredSnapshots("https://localhost:" + port, folder.resolve("data"))
                .times(from, Instant.now().plusSeconds(1));
        int distinct = new HashSet<>(stored).size();
        System.out.printf(
                "%n%-28s %10s %10s %11s %10s %10s%n",
                "", "RSS max MB", "RSS end MB", "RSS peak MB", "CPU %", "start s");
        all.forEach(each -> System.out.println(each.row()));
        StringBuilder peers = new StringBuilder();
        for (Watched each : all.subList(1, all.size())) {
            peers.append(peers.isEmpty() ? "" : ",")
                    .append('"')
                    .append(each.name())
                    .append("\":")
                    .append(each.json());
        }
        long took = Long.parseLong(taken.group(1));
        System.out.printf(
                Locale.ROOT,
                "{\"bench\":\"agent\",\"minutes\":%d,\"serverDownMinutes\":%d,\"intervalSeconds\":%d,"
                        + "\"rssMaxMb\":%.1f,\"rssEndMb\":%.1f,\"rssPeakMb\":%.1f,\"cpuPercent\":%.3f,\"startCpuSeconds\":%.2f,\"cycleMillisP95\":%s,\"series\":%s,"
                        + "\"taken\":%d,\"stored\":%d,\"lost\":%d,\"duplicates\":%d,\"processes\":%d,\"sockets\":%d,"
                        + "\"machine\":\"%s, %d CPUs, Linux %s\",\"peers\":{%s}}%n",
                options.minutes,
                options.downMinutes,
                options.intervalSeconds,
                agent.rssMaxMb(),
                agent.rssEndMb(),
                agent.rssPeakMb(),
                agent.cpuPercent(),
                agent.startCpuSeconds(),
                match(CYCLE, log).group(1),
                lastSeries(log),
                took,
                distinct,
                took - distinct,
                stored.size() - distinct,
                processes,
                sockets,
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.version"),
                peers);
    }

    private static void report(long second, String what, Watched agent) {
        System.out.printf(
                Locale.ROOT,
                "%4d s  RSS %5.1f MB, max %5.1f, CPU %.3f %%  %s%n",
                second,
                agent.rssEndMb(),
                agent.rssMaxMb(),
                agent.cpuPercent(),
                what);
    }

    private Process server(int port) throws Exception {
        Path log = log("server-" + System.nanoTime());
        Process server = start(
                log,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        root.resolve("server/target/nocturne-server.jar").toString(),
                        "--data",
                        folder.resolve("data").toString(),
                        "--port",
                        String.valueOf(port),
                        "--http-port",
                        "0"));
        for (long waited = 0; !READY.matcher(Files.readString(log)).find(); waited++) {
            if (!server.isAlive() || waited > START.toMillis() / 100) {
                throw new IOException("the server did not start:\n" + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return server;
    }

    private Process agent(int port) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                root.resolve("agent/target/image/bin/nocturne-agent").toString(),
                "--server-url",
                "https://localhost:" + port,
                "--data-dir",
                folder.resolve("data").toString(),
                "--interval",
                String.valueOf(options.intervalSeconds));
        // Its own times of a reading are told at debug level only.
        builder.environment().put("NOCTURNE_JAVA_OPTIONS", "-Dnocturne.debug=1");
        return start(log("agent"), builder);
    }

    private Process start(Path log, List<String> command) throws IOException {
        return start(log, new ProcessBuilder(command));
    }

    private Process start(Path log, ProcessBuilder builder) throws IOException {
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        synchronized (started) {
            started.add(process);
        }
        return process;
    }

    private void stop() {
        synchronized (started) {
            started.forEach(Process::destroy);
        }
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private static String lastSeries(String log) {
        String last = "0";
        for (Matcher series = SERIES.matcher(log); series.find(); ) {
            last = series.group(1);
        }
        return last;
    }

    private static Matcher match(Pattern pattern, String log) throws IOException {
        Matcher matcher = pattern.matcher(log);
        if (!matcher.find()) {
            throw new IOException("the agent's log has no line like " + pattern + ":\n" + log);
        }
        return matcher;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /// Zabbix takes 1024 to 32767 only, which the system does not choose from by itself.
    private static int freePortForZabbix() throws IOException {
        int port = 20_050;
        while (isTaken(port)) {
            port++;
        }
        return port;
    }

    private static boolean isTaken(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port)) {
            return !socket.isBound();
        } catch (BindException e) {
            return true;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    private record Options(int minutes, int downMinutes, int intervalSeconds, boolean peers) {

        private static final int MAX_MINUTES = 1_440;

        static Options of(List<String> arguments) {
            int minutes = number(arguments, "--minutes", 10, 1, MAX_MINUTES);
            return new Options(
                    minutes,
                    number(arguments, "--server-down-minutes", 0, 0, minutes / 2),
                    number(arguments, "--interval", 5, 1, 3_600),
                    arguments.contains("--peers"));
        }

        private static int number(List<String> arguments, String name, int otherwise, int min, int max) {
            int at = arguments.indexOf(name);
            if (at < 0) {
                return otherwise;
            }
            try {
                int value = Integer.parseInt(arguments.get(at + 1));
                if (value >= min && value <= max) {
                    return value;
                }
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                // Said below, as for a number out of range.
            }
            throw new IllegalArgumentException("%s needs a whole number from %d to %d".formatted(name, min, max));
        }
    }
}
