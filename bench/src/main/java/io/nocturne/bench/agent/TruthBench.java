package io.nocturne.bench.agent;

import java.io.IOException;
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
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Whether the shipped agent says the truth: its values, as the server stored them, against node_exporter's at the
/// same instants, under a load that changes.
///
/// **Shape** - `TruthBench ROOT [--minutes M]`. Two exporters are asked, the second some ms later: what they differ
/// by from each other is what a moment more or less makes.
/// **Unit** - relative differences in percent of the larger value; those below a metric's floor count as none.
final class TruthBench {

    /// About what lies between the agent's reading and the exporter's.
    private static final long LATER_MILLIS = 40;

    private static final int INTERVAL_MILLIS = 5_000;
    private static final int MAX_MINUTES = 60;
    private static final int WARM_UP_ROUNDS = 4;
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration NEAR = Duration.ofSeconds(1);
    private static final Pattern READY = Pattern.compile("Nocturne is ready: (\\S+)");
    private static final Pattern METRIC = Pattern.compile("\"name\":\"([a-z][a-z0-9_.]+)\"");

    private final Path root;
    private final Path folder;
    private final int minutes;
    private final List<Process> started = new ArrayList<>();

    private TruthBench(Path root, Path folder, int minutes) {
        this.root = root;
        this.folder = folder;
        this.minutes = minutes;
    }

    public static void main(String[] arguments) throws Exception {
        int minutes = minutes(List.of(arguments));
        Path folder = Files.createTempDirectory("nocturne-truth");
        TruthBench bench = new TruthBench(Path.of(arguments[0]), folder, minutes);
        Runtime.getRuntime().addShutdownHook(new Thread(bench::stop));
        bench.run();
        bench.stop();
        delete(folder);
    }

    private void run() throws Exception {
        int port = freePort();
        startServer(port);
        startAgent(port);
        Duration time = Duration.ofMinutes(minutes);
        NavigableMap<Instant, Round> rounds = new TreeMap<>();
        Instant from = Instant.now();
        try (Exporter one = new Exporter(folder.resolve("exporter-1.log"), freePort());
                Exporter other = new Exporter(folder.resolve("exporter-2.log"), freePort());
                ChangingLoad load = new ChangingLoad(folder, time)) {
            one.awaitAnswer();
            other.awaitAnswer();
            // The agent's first reading is not on the schedule, and all of them are slower while they warm up.
            for (int warm = 0; warm < WARM_UP_ROUNDS; warm++) {
                sleepUntil(nextInstant(Instant.now()));
                Round.of(one, other);
            }
            load.start();
            from = Instant.now();
            System.out.printf("%d minutes, one reading each %d s%n", minutes, INTERVAL_MILLIS / 1_000);
            Instant next = nextInstant(Instant.now());
            for (Instant end = from.plus(time); next.isBefore(end); next = nextInstant(Instant.now())) {
                sleepUntil(next);
                rounds.put(next, Round.of(one, other));
            }
        }
        TimeUnit.SECONDS.sleep(3);
        report(differences(new StoredSnapshots("https://localhost:" + port, folder.resolve("data")), from, rounds));
    }

    private List<Difference> differences(StoredSnapshots stored, Instant from, NavigableMap<Instant, Round> rounds)
            throws Exception {
        List<Difference> all = new ArrayList<>();
        List<Double> shifts = new ArrayList<>();
        for (String metric : metrics(stored)) {
            List<StoredSeries> found = stored.series(metric, from, Instant.now());
            Set<Instant> repeated = repeated(found);
            for (StoredSeries series : found) {
                difference(series, Formula.of(metric, series.attributes()), rounds, repeated)
                        .ifPresent(all::add);
                if (metric.equals("system.uptime")) {
                    shifts.addAll(shifts(series, rounds));
                }
            }
        }
        shifts.sort(Comparator.naturalOrder());
        System.out.printf(
                Locale.ROOT,
                "%d pairs; the exporter read %.1f ms after the agent began (median; %.1f to %.1f)%n",
                shifts.size(),
                shifts.get(shifts.size() / 2),
                shifts.getFirst(),
                shifts.getLast());
        return all;
    }

    private static Optional<Difference> difference(
            StoredSeries series, Formula formula, NavigableMap<Instant, Round> rounds, Set<Instant> repeated) {
        List<Double> parts = new ArrayList<>();
        List<Double> fresh = new ArrayList<>();
        List<Double> between = new ArrayList<>();
        Round before = null;
        for (Map.Entry<Instant, Round> entry : rounds.entrySet()) {
            Round now = entry.getValue();
            Optional<Map.Entry<Instant, Double>> read = valueAt(series, entry.getKey());
            Optional<Double> ours = read.map(Map.Entry::getValue);
            if (before != null && ours.isPresent()) {
                double theirs = formula.value().applyAsDouble(before.one, now.one);
                double others = formula.value().applyAsDouble(before.other, now.other);
                if (Double.isFinite(theirs) && Double.isFinite(others)) {
                    double part = Difference.part(ours.get(), theirs, formula.floor());
                    parts.add(part);
                    if (!repeated.contains(read.get().getKey())) {
                        fresh.add(part);
                    }
                    between.add(Difference.part(theirs, others, formula.floor()));
                }
            }
            before = now;
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Difference(series.name(), formula.floor(), parts, fresh, between));
    }

    /// The readings in which all series of a metric are as in the one before: the agent repeats counts that would
    /// cost too much each time.
    private static Set<Instant> repeated(List<StoredSeries> metric) {
        Set<Instant> repeated = new HashSet<>();
        if (!metric.isEmpty()) {
            for (Instant time : metric.getFirst().values().keySet()) {
                boolean isAsBefore = metric.stream().allMatch(series -> {
                    Map.Entry<Instant, Double> before = series.values().lowerEntry(time);
                    return before != null
                            && before.getValue().equals(series.values().get(time));
                });
                if (isAsBefore) {
                    repeated.add(time);
                }
            }
        }
        return repeated;
    }

    private static Optional<Map.Entry<Instant, Double>> valueAt(StoredSeries series, Instant instant) {
        return Optional.ofNullable(series.values().floorEntry(instant.plus(NEAR)))
                .filter(entry -> entry.getKey().isAfter(instant.minus(NEAR)));
    }

    private static List<Double> shifts(StoredSeries series, NavigableMap<Instant, Round> rounds) {
        List<Double> shifts = new ArrayList<>();
        rounds.forEach((instant, round) -> Optional.ofNullable(series.values().floorKey(instant.plus(NEAR)))
                .filter(time -> time.isAfter(instant.minus(NEAR)))
                .ifPresent(time -> shifts.add(round.one.time() * 1e3 - time.toEpochMilli())));
        return shifts;
    }

    private static List<String> metrics(StoredSnapshots stored) throws Exception {
        return METRIC.matcher(stored.catalog())
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    private void report(List<Difference> all) {
        System.out.printf(
                "%n%-96s %5s %10s %8s %8s %8s %8s%n",
                "series", "pairs", "floor", "median %", "max %", "read %", "later %");
        all.forEach(each -> System.out.println(each.row()));
        StringBuilder json = new StringBuilder();
        all.forEach(each -> json.append(json.isEmpty() ? "" : ",").append(each.json()));
        System.out.printf(
                Locale.ROOT,
                "{\"bench\":\"truth\",\"minutes\":%d,\"intervalSeconds\":%d,\"machine\":\"%s, %d CPUs, Linux %s\","
                        + "\"over2Percent\":%d,\"series\":[%s]}%n",
                minutes,
                INTERVAL_MILLIS / 1_000,
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.version"),
                all.stream().filter(each -> each.largest() > 0.02).count(),
                json);
    }

    private void startServer(int port) throws Exception {
        Path log = folder.resolve("server.log");
        Process server = start(
                log,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                root.resolve("server/target/nocturne-server.jar").toString(),
                "--data",
                folder.resolve("data").toString(),
                "--port",
                String.valueOf(port),
                "--http-port",
                "0");
        for (long waited = 0; !READY.matcher(Files.readString(log)).find(); waited++) {
            if (!server.isAlive() || waited > START.toMillis() / 100) {
                throw new IOException("the server did not start:\n" + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private void startAgent(int port) throws IOException {
        start(
                folder.resolve("agent.log"),
                root.resolve("agent/target/image/bin/nocturne-agent").toString(),
                "--server-url",
                "https://localhost:" + port,
                "--data-dir",
                folder.resolve("data").toString(),
                "--interval",
                String.valueOf(INTERVAL_MILLIS / 1_000),
                "--interfaces-include",
                "*");
    }

    private Process start(Path log, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        synchronized (started) {
            started.add(process);
        }
        return process;
    }

    private void stop() {
        synchronized (started) {
            started.reversed().forEach(process -> {
                process.destroy();
                process.onExit()
                        .completeOnTimeout(process, 10, TimeUnit.SECONDS)
                        .join();
            });
            started.clear();
        }
    }

    private static Instant nextInstant(Instant now) {
        return Instant.ofEpochMilli((now.toEpochMilli() / INTERVAL_MILLIS + 1) * INTERVAL_MILLIS);
    }

    private static void sleepUntil(Instant instant) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(Duration.between(Instant.now(), instant).toNanos());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    private static int minutes(List<String> arguments) {
        int at = arguments.indexOf("--minutes");
        if (at < 0) {
            return 5;
        }
        String text = at + 1 < arguments.size() ? arguments.get(at + 1) : "";
        if (text.matches("\\d{1,2}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MAX_MINUTES) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("--minutes needs a whole number from 1 to " + MAX_MINUTES);
    }

    /// Both exporters, asked at the same time.
    private record Round(Scrape one, Scrape other) {

        static Round of(Exporter one, Exporter other) {
            Scrape first = scrape(one);
            try {
                TimeUnit.MILLISECONDS.sleep(LATER_MILLIS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new Round(first, scrape(other));
        }

        private static Scrape scrape(Exporter exporter) {
            try {
                return exporter.scrape();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("node_exporter did not answer", e);
            }
        }
    }
}
