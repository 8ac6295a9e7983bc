package io.nocturne.bench.alert;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.harness.Launch;
import io.nocturne.bench.harness.Machine;
import io.nocturne.bench.harness.PostgresProgram;
import io.nocturne.bench.harness.ServerProgram;
import io.nocturne.bench.harness.Workbench;
import io.nocturne.bench.load.Enrollments;
import io.nocturne.bench.load.Level;
import io.nocturne.bench.load.LoadColumns;
import io.nocturne.bench.load.LoadHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// How soon people are told: simulated agents over HTTPS, of which many go beyond a threshold in the same
/// instant, a console on the live WebSocket and a webhook, on the real server.
///
/// **Shape** - `AlertBench ROOT [options]`, see the launcher's `bench --help`.
final class AlertBench {

    static final String RULE = "bench-level";

    private static final int ENROLLING = 4;

    private final Path root;
    private final AlertSettings settings;
    private final Workbench bench;

    private AlertBench(Path root, AlertSettings settings, Workbench bench) {
        this.root = root;
        this.settings = settings;
        this.bench = bench;
    }

    public static void main(String[] arguments) throws Exception {
        Launch.of(
                "alert",
                arguments,
                (options, build) -> AlertSettings.of(options),
                AlertSettings::folder,
                (checkouts, settings, bench) -> new AlertBench(checkouts.server(), settings, bench).run());
    }

    /// Whether each crossing was told at both ends, once.
    private boolean run() throws Exception {
        String machine = Machine.describe(bench.folder());
        System.out.println(machine);
        ServerProgram server = new ServerProgram(
                bench, root, settings.isPostgres() ? PostgresProgram.in(bench, settings.postgresBin()) : null);
        server.start();
        Api api = new Api(server);
        Crossings crossings = new Crossings();
        AlertReport report;
        try (WebhookEnd webhook = new WebhookEnd(crossings.new End())) {
            prepare(api, webhook.url());
            LoadColumns columns = new LoadColumns(settings.series() - 1);
            long startMillis = System.currentTimeMillis();
            List<LoadHost> hosts = Enrollments.of(
                    api,
                    settings.hosts(),
                    ENROLLING,
                    (index, enrolled) -> LoadHost.withLevel(
                            index,
                            columns,
                            crossings.level(index),
                            enrolled,
                            settings.intervalMillis(),
                            startMillis + settings.phaseMillis(index)));
            try (AlertMeasurement measurement =
                    new AlertMeasurement(settings, server, api, hosts, crossings, webhook)) {
                report = measurement.measure();
            }
        }
        report.print(machine, server.errors());
        server.stop();
        return report.isRight();
    }

    /// A rule on the level, and the webhook as a receiver, which the route that exists from the start takes.
    private static void prepare(Api api, String url) throws Exception {
        try (Connection connection = api.connect()) {
            String token = api.login(connection);
            api.post(
                    connection,
                    token,
                    "/api/v1/rules",
                    Map.of(
                            "ruleId",
                            RULE,
                            "name",
                            "Level of the bench",
                            "source",
                            Map.of("type", "metric", "metric", Level.METRIC),
                            "settings",
                            Map.of("warning", Map.of("raise", 0.5))));
            api.post(
                    connection,
                    token,
                    "/api/v1/receivers",
                    Map.of("name", "bench", "typeId", "webhook", "settings", Map.of("url", url)));
        }
    }

    /// The number of a host by its name; -1 for one that is not of this bench.
    static int hostIndex(String name) {
        String prefix = Enrollments.name(0).replace("0", "");
        return name.startsWith(prefix) ? Integer.parseInt(name.substring(prefix.length())) : -1;
    }
}
