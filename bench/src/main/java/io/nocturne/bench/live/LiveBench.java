package io.nocturne.bench.live;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Launch;
import io.nocturne.bench.harness.Machine;
import io.nocturne.bench.harness.PostgresProgram;
import io.nocturne.bench.harness.ServerProgram;
import io.nocturne.bench.harness.Workbench;
import io.nocturne.bench.load.Enrollments;
import io.nocturne.bench.load.LoadColumns;
import io.nocturne.bench.load.LoadHost;
import java.nio.file.Path;
import java.util.List;

/// How soon consoles see what agents deliver: simulated agents over HTTPS and consoles over the live WebSocket, on the
/// real server; then one more console that hardly reads, and what that does to the others.
///
/// **Shape** - `LiveBench ROOT [options]`, see the launcher's `bench --help`.
/// **Unit** - `deliveredPerSecond` in snapshots that reached a console, all consoles together;
/// `slowConsumerEffectPercent` is how much the lag's P99 grew while there was a slow console.
final class LiveBench {

    private static final int ENROLLING = 4;

    private final Path root;
    private final LiveSettings settings;
    private final Workbench bench;

    private LiveBench(Path root, LiveSettings settings, Workbench bench) {
        this.root = root;
        this.settings = settings;
        this.bench = bench;
    }

    public static void main(String[] arguments) throws Exception {
        Launch.of(
                "live",
                arguments,
                (options, build) -> LiveSettings.of(options),
                LiveSettings::folder,
                (checkouts, settings, bench) -> new LiveBench(checkouts.server(), settings, bench).run());
    }

    /// Whether no console lost anything without being told.
    private boolean run() throws Exception {
        String machine = Machine.describe(bench.folder());
        System.out.println(machine);
        ServerProgram server = new ServerProgram(
                bench, root, settings.isPostgres() ? PostgresProgram.in(bench, settings.postgresBin()) : null);
        server.start();
        Api api = new Api(server);
        List<LoadHost> hosts = Enrollments.of(
                api,
                new LoadColumns(settings.series()),
                settings.hosts(),
                ENROLLING,
                settings.intervalMillis(),
                host -> System.currentTimeMillis());
        LiveReport report;
        try (LiveMeasurement measurement = new LiveMeasurement(settings, server, api, hosts)) {
            report = measurement.measure();
        }
        report.print(machine, server.errors());
        server.stop();
        return report.isRight();
    }
}
