package io.nocturne.bench.ingest;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Launch;
import io.nocturne.bench.harness.Machine;
import io.nocturne.bench.harness.PostgresProgram;
import io.nocturne.bench.harness.ProcessCost;
import io.nocturne.bench.harness.ServerProgram;
import io.nocturne.bench.harness.Workbench;
import io.nocturne.bench.ingest.VictoriaMetrics.Measured;
import io.nocturne.bench.load.AgentSender;
import io.nocturne.bench.load.Comparison.Result;
import io.nocturne.bench.load.CostMeter;
import io.nocturne.bench.load.Enrollments;
import io.nocturne.bench.load.Load;
import io.nocturne.bench.load.LoadColumns;
import io.nocturne.bench.load.LoadHost;
import io.nocturne.bench.load.ReadBack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// How many samples a second the server takes, and what that costs: the real program and the real database as
/// children, simulated agents over HTTPS. Then the server is stopped and started, and what it has is read back and
/// compared.
///
/// **Shape** - `IngestBench ROOT [options]`, see the launcher's `bench --help`.
/// **Unit** - `serverCpuSecondsPerMillion` counts the server's process in the counted stretch, `…WithStop` the
/// warm-up, the work it had put off and its end too; `bytesPerSample` is what the store grew by from before the
/// load to after the server's (and the database's) stop, over all samples, and absent where the store did not grow;
/// PostgreSQL's write-ahead log is told apart.
final class IngestBench {

    private final Path root;
    private final IngestSettings settings;
    private final Workbench bench;
    private final LoadColumns columns;

    private IngestBench(Path root, IngestSettings settings, Workbench bench) {
        this.root = root;
        this.settings = settings;
        this.bench = bench;
        this.columns = new LoadColumns(settings.series());
    }

    public static void main(String[] arguments) throws Exception {
        Launch.of(
                "ingest",
                arguments,
                (options, build) -> IngestSettings.of(options),
                IngestSettings::folder,
                (checkouts, settings, bench) -> new IngestBench(checkouts.server(), settings, bench).run());
    }

    /// Whether nothing was lost, doubled or wrong.
    private boolean run() throws Exception {
        System.out.println(Machine.describe(bench.folder()));
        PostgresProgram postgres = settings.isPostgres() ? PostgresProgram.in(bench, settings.postgresBin()) : null;
        ServerProgram server = new ServerProgram(bench, root, postgres);
        server.start();
        Api api = new Api(server);
        long startMillis = settings.startMillis(System.currentTimeMillis());
        List<LoadHost> hosts = Enrollments.of(api, columns, settings.hosts(), senderCount(), host -> startMillis);
        // What the start and the enrollments wrote is put in order by a stop; from there the store's growth counts.
        server.stop();
        long sizeBefore = Workbench.size(server.store());
        server.start();
        double cpuBefore = ProcessCost.cpuSeconds(server.process().toHandle());
        CostMeter meter = new CostMeter(
                settings.store(),
                server.process().toHandle(),
                postgres == null ? null : postgres.process().toHandle(),
                server.store());
        Load load = new Load();
        Load.Outcome outcome = load.run(senders(load, api, hosts), settings.seconds(), meter);
        long sizeRunning = Workbench.size(server.store()) - sizeBefore;
        double cpuWithStop = server.stop() - cpuBefore;
        if (postgres != null) {
            postgres.stop();
        }
        long sizeStopped = Workbench.size(server.store()) - sizeBefore;
        Result result = readBack(server, postgres, hosts);
        long errors = server.errors();
        server.stop();
        Measured peer = peer(startMillis);
        new IngestReport(settings, outcome, meter)
                .print(
                        Machine.describe(bench.folder()),
                        cpuWithStop,
                        sizeRunning,
                        sizeStopped,
                        postgres == null ? 0 : Workbench.size(postgres.writeAheadLog()),
                        result,
                        errors,
                        peer);
        return result.isRight();
    }

    private List<AgentSender> senders(Load load, Api api, List<LoadHost> hosts) throws Exception {
        List<AgentSender> senders = new ArrayList<>();
        for (int part = 0; part < senderCount(); part++) {
            int mine = part;
            senders.add(new AgentSender(
                    load,
                    api,
                    hosts.stream()
                            .filter(host -> host.index() % senderCount() == mine)
                            .toList(),
                    settings.batch()));
        }
        return senders;
    }

    private int senderCount() {
        return Math.min(settings.connections(), settings.hosts());
    }

    private Result readBack(ServerProgram server, @Nullable PostgresProgram postgres, List<LoadHost> hosts)
            throws Exception {
        if (postgres != null) {
            postgres.start();
        }
        long from = System.nanoTime();
        server.start();
        System.out.printf(Locale.ROOT, "started again in %.1f s; reading back%n", (System.nanoTime() - from) / 1e9);
        List<LoadHost> chosen = new ArrayList<>(hosts);
        Collections.shuffle(chosen, new Random());
        return ReadBack.of(new Api(server), chosen.subList(0, Math.min(settings.readBack(), chosen.size())));
    }

    private @Nullable Measured peer(long startMillis) throws Exception {
        if (!settings.peer()) {
            return null;
        }
        if (!VictoriaMetrics.isInstalled()) {
            System.out.println(VictoriaMetrics.PROGRAM + " is not installed: not measured");
            return null;
        }
        return new VictoriaMetrics(bench).measure(columns, settings, startMillis);
    }
}
