package io.nocturne.bench.ingest;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Machine;
import io.nocturne.bench.harness.Options;
import io.nocturne.bench.harness.PostgresProgram;
import io.nocturne.bench.harness.ServerProgram;
import io.nocturne.bench.harness.Workbench;
import io.nocturne.bench.load.AgentSender;
import io.nocturne.bench.load.Enrollments;
import io.nocturne.bench.load.Load;
import io.nocturne.bench.load.LoadColumns;
import io.nocturne.bench.load.LoadHost;
import io.nocturne.bench.load.MinuteCheck;
import io.nocturne.bench.load.SteadySender;
import io.nocturne.bench.load.Tally;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Has many agents deliver an hour that they had to keep, all at once, while others deliver as
/// always; then compares the minutes that the server answers with the samples.
///
/// **Shape** - `BacklogBench ROOT [options]`, see the launcher's `bench --help`.
final class BacklogBench {

    private static final int SERIES = 100;
    private static final int LIVE_SENDERS = 8;
    private static final int BACKLOG_SENDERS = 16;
    private static final int BATCH = 100;
    private static final int COMPARED_HOSTS = 20;
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
    private static final long MINUTES_MILLIS = Duration.ofMinutes(5).toMillis();

    private final Path root;
    private final Options options;
    private final int agents;
    private final int hosts;
    private final int seconds;
    private final boolean isPostgres;
    private final Workbench bench;
    private final LoadColumns columns = new LoadColumns(SERIES);
    private final List<Long> absorbedMillis = new ArrayList<>();

    private BacklogBench(Path root, Options options, Workbench bench) {
        this.root = root;
        this.options = options;
        this.agents = options.number("--agents", 200, 1, 100_000);
        this.hosts = options.number("--hosts", 1_000, 2, 100_000);
        this.seconds = options.number("--seconds", 15, 5, 600);
        this.isPostgres = options.store().equals("postgres");
        this.bench = bench;
    }

    public static void main(String[] arguments) throws Exception {
        Options options = new Options(List.of(arguments).subList(1, arguments.length));
        Path build = options.serverBuild(Path.of(arguments[0]));
        boolean right;
        try (Workbench bench = new Workbench(Path.of(options.folder()))) {
            right = new BacklogBench(build, options, bench).run();
        }
        if (!right) {
            System.exit(1);
        }
    }

    /// Whether the minutes are those of the samples.
    private boolean run() throws Exception {
        System.out.println(Machine.describe(bench.folder()));
        PostgresProgram postgres = isPostgres ? PostgresProgram.in(bench, options.text("--postgres-bin")) : null;
        options.requireNoMore();
        ServerProgram server = new ServerProgram(bench, root, postgres);
        server.start();
        Api api = new Api(server);
        long now = System.currentTimeMillis();
        List<LoadHost> all = Enrollments.of(
                api, columns, hosts, BACKLOG_SENDERS, host -> host < agents ? now - HOUR_MILLIS : now - MINUTES_MILLIS);
        List<LoadHost> late = all.stream().filter(host -> host.index() < agents).toList();
        List<LoadHost> live =
                all.stream().filter(host -> host.index() >= agents).toList();
        Load.Outcome before = live(api, live, null);
        Load.Outcome during = live(api, live, late);
        long backlog = late.stream().mapToLong(LoadHost::acknowledged).sum() * SERIES;
        double tookSeconds = absorbedMillis.getFirst() / 1e3;
        // The seal at the stop and what is due after the start: the hour before this one is rolled up.
        server.stop();
        server.start();
        MinuteCheck check = new MinuteCheck(new Api(server));
        for (LoadHost host : late.subList(0, Math.min(COMPARED_HOSTS, late.size()))) {
            check.compareRolledUp(host);
        }
        print(before, during, backlog, tookSeconds, check, server.errors());
        server.stop();
        return check.wrong() == 0;
    }

    /// The live hosts at the pace of their clocks, and with `late` these as fast as they can from the warm-up's end on.
    private Load.Outcome live(Api api, List<LoadHost> live, @Nullable List<LoadHost> late) throws Exception {
        Load load = new Load();
        double rate = live.size() * SERIES / (LoadHost.INTERVAL_MILLIS / 1e3);
        List<SteadySender> senders = new ArrayList<>();
        for (int part = 0; part < LIVE_SENDERS; part++) {
            senders.add(new SteadySender(load, api, part(live, part, LIVE_SENDERS), 1, rate / LIVE_SENDERS));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(BACKLOG_SENDERS + 1)) {
            return load.run(senders, seconds, new Load.Ticker() {
                @Override
                public void second(Tally tally) {
                    // nothing to look at
                }

                @Override
                public void begin() {
                    if (late != null) {
                        Future<?> _ = threads.submit(() -> absorb(api, late));
                    }
                }

                @Override
                public void end() {
                    // what is under way goes on
                }
            });
        }
    }

    private boolean absorb(Api api, List<LoadHost> late) throws Exception {
        Load load = new Load();
        long from = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(BACKLOG_SENDERS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int part = 0; part < BACKLOG_SENDERS; part++) {
                List<LoadHost> mine = part(late, part, BACKLOG_SENDERS);
                if (!mine.isEmpty()) {
                    running.add(threads.submit(new AgentSender(load, api, mine, BATCH)));
                }
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
        absorbedMillis.add((System.nanoTime() - from) / 1_000_000);
        return true;
    }

    private static List<LoadHost> part(List<LoadHost> hosts, int part, int parts) {
        return hosts.stream().filter(host -> host.index() % parts == part).toList();
    }

    private void print(
            Load.Outcome before,
            Load.Outcome during,
            long backlog,
            double tookSeconds,
            MinuteCheck check,
            long errors) {
        System.out.printf(
                Locale.ROOT,
                "%n%d agents delivered an hour, %,d samples, in %.1f s (%,.0f/s)%n"
                        + "live: %,.0f samples/s, ack P50 %.1f ms, P99 %.1f ms before; %,.0f/s, P50 %.1f ms, P99 %.1f ms in the"
                        + " %d s from its beginning on%n"
                        + "minutes compared with the samples: %,d, wrong %d; %d errors in the server's log%n%n",
                agents,
                backlog,
                tookSeconds,
                backlog / tookSeconds,
                before.samplesPerSecond(),
                before.counted().latency().millis(50),
                before.counted().latency().millis(99),
                during.samplesPerSecond(),
                during.counted().latency().millis(50),
                during.counted().latency().millis(99),
                seconds,
                check.compared(),
                check.wrong(),
                errors);
        System.out.printf(
                Locale.ROOT,
                "{\"bench\":\"backlog\",\"store\":\"%s\",\"agents\":%d,\"hosts\":%d,\"backlogSamples\":%d,"
                        + "\"absorbSeconds\":%.1f,\"liveAckMillisP99Before\":%.2f,\"liveAckMillisP99During\":%.2f,"
                        + "\"minutesCompared\":%d,\"minutesWrong\":%d}%n",
                isPostgres ? "postgres" : "h2",
                agents,
                hosts,
                backlog,
                tookSeconds,
                before.counted().latency().millis(99),
                during.counted().latency().millis(99),
                check.compared(),
                check.wrong());
    }
}
