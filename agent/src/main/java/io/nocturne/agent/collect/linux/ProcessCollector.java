package io.nocturne.agent.collect.linux;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.CostLimit;
import io.nocturne.agent.collect.Lap;
import io.nocturne.agent.collect.Selection;
import io.nocturne.agent.collect.Series;
import io.nocturne.agent.collect.Ticker;
import io.nocturne.model.metric.MetricCatalog;
import io.nocturne.model.sample.ProcessSample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The process table, and how many processes are in each state.
///
/// **Shape** - the first processes by CPU, then those by memory that are not among them. On a host with so many
/// processes that a walk over them would cost more than 0.15 % of a CPU, it is walked less
/// often, and readings in between repeat the last one.
/// **Absent** - the CPU of a process that was not there at the walk before. Without processes to report only
/// the counts are left.
/// **Source** - `/proc/<pid>/stat`: growth of utime + stime over the time that passed; resident pages. The user
/// is the effective one of `/proc/<pid>/status`.
final class ProcessCollector implements Collector {

    private static final double MOST_OF_A_CPU = 0.0015;
    private static final double CPU_DECIMALS = 1e4;

    private final Path folder;
    private final ProcessFiles files;
    private final KernelUnits units;
    private final UserNames users;
    private final Lap lap;
    private final CostLimit cost;
    private final TopRows byCpu;
    private final TopRows byMemory;
    private final List<State> states = List.of(
            new State("running", "R"),
            new State("sleeping", "SI"),
            new State("blocked", "D"),
            new State("stopped", "Tt"),
            new State("defunct", "Z"));
    private final List<Series> series =
            states.stream().map(state -> state.series).toList();
    private ProcessTable now = new ProcessTable();
    private ProcessTable before = new ProcessTable();
    private Map<Integer, Known> known = new HashMap<>();
    private List<ProcessSample> processes = List.of();

    /// **Shape** - at most as many processes by CPU as are selected, and as many by memory.
    ProcessCollector(Path root, Selection selection, KernelUnits units, Ticker ticker, Ticker cpu) {
        this.folder = root.resolve("proc");
        this.files = new ProcessFiles(folder);
        this.units = units;
        this.users = new UserNames(root);
        this.lap = new Lap(ticker);
        this.cost = new CostLimit(ticker, cpu, selection.isEachTime() ? 1 : MOST_OF_A_CPU);
        this.byCpu = new TopRows(selection.topProcesses());
        this.byMemory = new TopRows(selection.topProcesses());
    }

    @Override
    public String name() {
        return "process";
    }

    @Override
    public List<Series> series() {
        return series;
    }

    @Override
    public List<ProcessSample> processes() {
        return processes;
    }

    @Override
    public void collect() throws IOException {
        if (cost.begin()) {
            try {
                walk();
            } finally {
                cost.end();
            }
        }
        states.forEach(state -> state.series.set(state.count));
    }

    private void walk() throws IOException {
        String[] names = folder.toFile().list();
        if (names == null) {
            throw new IOException(folder + " cannot be listed");
        }
        ProcessTable earlier = now;
        now = before;
        before = earlier;
        now.clear();
        states.forEach(state -> state.count = 0);
        double seconds = lap.seconds();
        files.begin();
        for (String name : names) {
            int pid = pid(name);
            if (pid > 0) {
                count(now.add(pid, files.bytes(), files.read(pid)));
            }
        }
        files.end();
        processes = first(seconds);
    }

    private void count(char letter) {
        for (State state : states) {
            if (state.letters.indexOf(letter) >= 0) {
                state.count++;
            }
        }
    }

    /// The number that a folder's name is, or 0 for one that is no process.
    private static int pid(String name) {
        int pid = 0;
        for (int i = 0; i < name.length(); i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9 || pid > 100_000_000) {
                return 0;
            }
            pid = pid * 10 + digit;
        }
        return pid;
    }

    private List<ProcessSample> first(double seconds) {
        byCpu.clear();
        byMemory.clear();
        int hint = 0;
        for (int row = 0; row < now.size(); row++) {
            int earlier = before.find(now.pid(row), now.start(row), hint);
            if (earlier >= 0) {
                hint = earlier + 1;
                long grown = now.ticks(row) - before.ticks(earlier);
                if (grown > 0) {
                    byCpu.offer(row, grown);
                }
            }
            byMemory.offer(row, now.pages(row));
        }
        Map<Integer, Known> kept = new HashMap<>();
        List<ProcessSample> samples = new ArrayList<>();
        for (TopRows top : List.of(byCpu, byMemory)) {
            for (int rank = 0; rank < top.size(); rank++) {
                int row = top.row(rank);
                if (!kept.containsKey(now.pid(row))) {
                    Known process = known(row);
                    kept.put(now.pid(row), process);
                    samples.add(new ProcessSample(
                            now.pid(row),
                            process.name,
                            process.user,
                            cpu(row, seconds),
                            now.pages(row) * units.pageBytes()));
                }
            }
        }
        known = kept;
        return List.copyOf(samples);
    }

    private @Nullable Double cpu(int row, double seconds) {
        int earlier = before.find(now.pid(row), now.start(row), row);
        if (earlier < 0 || seconds <= 0) {
            return null;
        }
        double ticks = (double) Math.max(now.ticks(row) - before.ticks(earlier), 0);
        return Math.rint(ticks / units.ticksPerSecond() / seconds * CPU_DECIMALS) / CPU_DECIMALS;
    }

    /// Who a process is, asked once while it stays at the top under one name: a program that starts another in
    /// its place (exec) may run as another user.
    private Known known(int row) {
        String name = now.name(row);
        Known earlier = known.get(now.pid(row));
        return earlier != null && earlier.start == now.start(row) && earlier.name.equals(name)
                ? earlier
                : new Known(now.start(row), name.isEmpty() ? "?" : name, user(now.pid(row)));
    }

    private @Nullable String user(int pid) {
        try (var lines = Files.lines(folder.resolve(pid + "/status"), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("Uid:"))
                    .findFirst()
                    .map(line -> line.split("\\s+", 4))
                    .filter(words -> words.length > 2)
                    .map(words -> users.name(words[2]))
                    .orElse(null);
        } catch (IOException | UncheckedIOException e) {
            // It has ended meanwhile.
            return null;
        }
    }

    private record Known(long start, String name, @Nullable String user) {}

    /// How many processes are in one state, by the names of the semantic conventions; "blocked" is the hostmetrics
    /// receiver's, for those that wait for a device and cannot be interrupted.
    private static final class State {

        private final String letters;
        private final Series series;
        private int count;

        State(String label, String letters) {
            this.letters = letters;
            this.series = Series.of("system.process.count", MetricCatalog.PROCESS_STATE, label);
        }
    }
}
