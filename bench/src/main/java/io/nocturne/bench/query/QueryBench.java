package io.nocturne.bench.query;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Launch;
import io.nocturne.bench.harness.Machine;
import io.nocturne.bench.harness.PostgresProgram;
import io.nocturne.bench.harness.ProcessCost;
import io.nocturne.bench.harness.ServerProgram;
import io.nocturne.bench.harness.Workbench;
import io.nocturne.bench.load.Enrollments;
import io.nocturne.bench.load.Load;
import io.nocturne.bench.load.LoadColumns;
import io.nocturne.bench.load.LoadHost;
import io.nocturne.bench.load.SteadySender;
import io.nocturne.bench.query.QueryProbe.Probed;
import io.nocturne.server.series.store.HistoryLoad.TierSize;
import io.nocturne.server.series.store.HistoryPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How fast the server answers what consoles ask while it takes samples: the real program on a database that a
/// generated history fills, clients over HTTPS.
///
/// **Shape** - `QueryBench ROOT [options]`, see the launcher's `bench --help`. Hosts are enrolled by the server itself;
/// then it is stopped, the history is loaded ([io.nocturne.server.series.store.HistoryLoad]), and it starts again.
final class QueryBench {

    private static final int SENDERS = 8;
    private static final double IDLE_CPU = 0.1;
    private static final int MAX_SETTLE_SECONDS = 300;
    private static final int SETTLED_SECONDS = 3;

    private final Path root;
    private final QuerySettings settings;
    private final Workbench bench;
    private final LoadColumns columns;
    private final HistorySource source;

    private QueryBench(Path root, QuerySettings settings, Workbench bench) {
        this.root = root;
        this.settings = settings;
        this.bench = bench;
        this.columns = new LoadColumns(settings.series());
        this.source = new HistorySource(columns);
    }

    public static void main(String[] arguments) throws Exception {
        Launch.of(
                "query",
                arguments,
                (options, build) -> QuerySettings.of(options),
                QuerySettings::folder,
                (checkouts, settings, bench) -> new QueryBench(checkouts.server(), settings, bench).run());
    }

    /// Whether nothing was lost, doubled or wrong.
    private boolean run() throws Exception {
        String machine = Machine.describe(bench.folder());
        System.out.println(machine);
        PostgresProgram postgres = settings.isPostgres() ? PostgresProgram.in(bench, settings.postgresBin()) : null;
        ServerProgram server = new ServerProgram(bench, root, postgres);
        server.start();
        long endMillis = HistoryPlan.endBefore(System.currentTimeMillis() - settings.ingestMillis());
        List<LoadHost> hosts = Enrollments.of(new Api(server), columns, settings.hosts(), 1, host -> endMillis);
        server.stop();
        List<TierSize> sizes = load(server, postgres, hosts, endMillis);
        long from = System.nanoTime();
        server.start();
        System.out.printf(Locale.ROOT, "the server is ready in %.1f s%n", (System.nanoTime() - from) / 1e9);
        settle(server);
        return measure(server, postgres, sizes, new QueryTargets(settings, hosts, source, endMillis), machine);
    }

    private List<TierSize> load(
            ServerProgram server, @Nullable PostgresProgram postgres, List<LoadHost> hosts, long endMillis)
            throws Exception {
        System.out.printf(
                "%d hosts are enrolled; storing %d days of samples, %d of minutes, %d of hours."
                        + " %d hosts are made, and their chunks' bytes repeat under the others' ids.%n",
                hosts.size(),
                settings.rawDays(),
                settings.minuteDays(),
                settings.hourDays(),
                Math.min(settings.templates(), hosts.size()));
        HistoryPlan plan = new HistoryPlan(
                hosts.stream().map(host -> UUID.fromString(host.hostId())).toList(),
                settings.templates(),
                endMillis,
                settings.rawDays(),
                settings.minuteDays(),
                settings.hourDays());
        long from = System.nanoTime();
        List<TierSize> sizes = new QueryStore(server.data(), postgres).load(plan, source);
        QueryReport.print(sizes);
        System.out.printf(
                Locale.ROOT,
                "loaded in %.1f s; the store takes %,.1f MB on disk%n",
                (System.nanoTime() - from) / 1e9,
                Workbench.size(server.store()) / 1e6);
        return sizes;
    }

    /// Until the server has done what was due: the hour may have ended while the history was loaded.
    private static void settle(ServerProgram server) throws InterruptedException {
        ProcessHandle process = server.process().toHandle();
        double before = ProcessCost.cpuSeconds(process);
        int quiet = 0;
        for (int second = 0; second < MAX_SETTLE_SECONDS && quiet < SETTLED_SECONDS; second++) {
            TimeUnit.SECONDS.sleep(1);
            double now = ProcessCost.cpuSeconds(process);
            quiet = now - before < IDLE_CPU ? quiet + 1 : 0;
            before = now;
        }
        if (quiet < SETTLED_SECONDS) {
            System.out.printf("the server is still at work after %d s%n", MAX_SETTLE_SECONDS);
        }
    }

    private boolean measure(
            ServerProgram server,
            @Nullable PostgresProgram postgres,
            List<TierSize> sizes,
            QueryTargets targets,
            String machine)
            throws Exception {
        Api api = new Api(server);
        new QueryReplay(api, targets, columns).run();
        QueryProbe probe = new QueryProbe(api, targets);
        // Apart, because they are of different size: each says what it is like without the other.
        for (List<QueryKind> some : List.of(QueryKind.ofAllHosts(), QueryKind.ofOneHost())) {
            measure(server, postgres, sizes, targets, machine, api, probe, probe.answered(some));
        }
        return probe.wrongPoints() == 0;
    }

    private void measure(
            ServerProgram server,
            @Nullable PostgresProgram postgres,
            List<TierSize> sizes,
            QueryTargets targets,
            String machine,
            Api api,
            QueryProbe probe,
            List<Probed> kinds)
            throws Exception {
        probe.check(kinds);
        QueryTallies tallies = new QueryTallies(kinds);
        QueryMeter meter = new QueryMeter(
                tallies,
                server.process().toHandle(),
                postgres == null ? null : postgres.process().toHandle());
        Load load = new Load();
        List<Load.Sender> senders = new ArrayList<>(steady(load, api, targets.hosts()));
        for (int i = 0; i < settings.clients(); i++) {
            senders.add(new QueryClient(load, api, targets, tallies, i));
        }
        Load.Outcome outcome = load.run(senders, settings.seconds(), meter);
        new QueryReport(settings, sizes, kinds, meter.counted(), outcome, probe, meter, machine).print();
        long errors = server.errors();
        if (errors > 0) {
            System.err.printf("the server has logged %d errors%n", errors);
        }
    }

    private List<SteadySender> steady(Load load, Api api, List<LoadHost> hosts) {
        List<SteadySender> senders = new ArrayList<>();
        int count = settings.ingest() == 0 ? 0 : Math.min(SENDERS, hosts.size());
        for (int part = 0; part < count; part++) {
            int mine = part;
            List<LoadHost> share =
                    hosts.stream().filter(host -> host.index() % count == mine).toList();
            senders.add(new SteadySender(load, api, share, settings.batch(), (double) settings.ingest() / count));
        }
        return senders;
    }
}
