package io.nocturne.bench.chaos;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.harness.Launch;
import io.nocturne.bench.harness.Machine;
import io.nocturne.bench.harness.PostgresProgram;
import io.nocturne.bench.harness.ServerProgram;
import io.nocturne.bench.harness.TcpProxy;
import io.nocturne.bench.harness.Workbench;
import io.nocturne.bench.load.Comparison.Result;
import io.nocturne.bench.load.MinuteCheck;
import io.nocturne.bench.load.ReadBack;
import io.nocturne.model.fleet.EnrollResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Whether anything that was acknowledged gets lost, or anything is stored twice, when the server or its
/// database is killed at random moments or has no space; also for a consumer of the stream that keeps its
/// position, and whether each alert was raised once and ended once.
///
/// **Shape** - `ChaosBench ROOT [options]`, see the launcher's `bench --help`. A strike comes 0.5
/// to 4 seconds after the last was recovered from. When the last snapshot was acknowledged the
/// server is killed once more, at once, and what it has after its start is read back. A killed
/// process, not a machine without power: what the kernel had of it is still written.
/// **Unit** - `taken`, `stored`, `lost` (acknowledged and not there), `duplicates` (there twice)
/// and `missed` (taken and not there, acknowledged or not) in snapshots; `recoverySecondsMax` from
/// a strike to the first acknowledgement of a delivery that was sent after it, which for a server
/// holds its start and for a database the pause the server asks for.
final class ChaosBench {

    private static final long RECOVERY_LIMIT = TimeUnit.SECONDS.toNanos(60);
    private static final long DELIVERY_LIMIT = TimeUnit.SECONDS.toNanos(180);
    private static final int POLL_MILLIS = 20;
    private static final int COMPARED_HOSTS = 50;
    private static final long LAG_MILLIS = Duration.ofHours(3).toMillis();

    private final ChaosSettings settings;
    private final Workbench bench;
    private final ServerProgram server;
    private final @Nullable PostgresProgram postgres;
    private final @Nullable CommitCutter cutter;
    private final @Nullable TcpProxy proxy;
    private final @Nullable AddedConsumer consumer;
    private final Victim victim;
    private final Chaos chaos;
    private final List<SimulatedAgent> agents = new ArrayList<>();
    private int kills;
    private int restarts;
    private double recoveryMax;

    /// **Shape** - the server is that of `build`, what is added to it that of `root`.
    private ChaosBench(Path root, Path build, ChaosSettings settings, Workbench bench) throws Exception {
        this.settings = settings;
        this.bench = bench;
        this.chaos = new Chaos(settings.intervalMillis());
        Path disk = bench.folder().resolve(settings.isPostgres() ? "disk" : "data");
        if (settings.fillsDisk()) {
            bench.mount(disk, settings.diskMb());
        }
        postgres = settings.isPostgres() ? postgres(disk) : null;
        server = new ServerProgram(bench, build, postgres);
        consumer = settings.hasConsumer() ? AddedConsumer.to(server, postgres, root) : null;
        cutter = settings.cutsCommits() ? new CommitCutter() : null;
        proxy = cutter == null || postgres == null ? null : new TcpProxy(postgres.port(), cutter);
        victim = victim(disk);
        if (proxy != null) {
            server.reachDatabase(PostgresProgram.url(proxy.port()));
        }
        if (settings.heapMb() > 0) {
            server.flags(List.of("-Xmx%dm".formatted(settings.heapMb())));
        }
    }

    public static void main(String[] arguments) throws Exception {
        Launch.of(
                "chaos",
                arguments,
                (options, build) -> ChaosSettings.of(options, AddedConsumer.fits(build), RaisedAlerts.fits(build)),
                ChaosSettings::folder,
                (checkouts, settings, bench) ->
                        new ChaosBench(checkouts.bench(), checkouts.server(), settings, bench).run());
    }

    private PostgresProgram postgres(Path disk) throws Exception {
        // On a small disk its write-ahead log must not take the space that the tables need.
        List<String> settled = settings.fillsDisk() ? List.of("max_wal_size=64MB") : List.of("shared_buffers=512MB");
        return PostgresProgram.create(bench, settings.postgresBin(), disk.resolve("cluster"), settled);
    }

    private Victim victim(Path disk) {
        if (settings.fillsDisk()) {
            return new DiskVictim(disk, server, postgres);
        }
        if (proxy != null && cutter != null) {
            return new CommitVictim(proxy, cutter, server);
        }
        return postgres != null && settings.victim().equals("database")
                ? new DatabaseVictim(postgres, server)
                : new ServerVictim(server);
    }

    /// Whether nothing was lost, doubled or wrong.
    private boolean run() throws Exception {
        String machine = Machine.describe(bench.folder());
        System.out.println(machine);
        server.start();
        makeAgents(new Api(server));
        RaisedAlerts raised =
                settings.hasAlerts() ? RaisedAlerts.by(server, RaisedAlerts.series(agents.getFirst())) : null;
        agents.forEach(agent -> Thread.ofVirtual().name("agent").start(agent));
        if (consumer != null) {
            consumer.awaitBegun();
        }
        long deadline = System.nanoTime() + settings.atMost().toNanos();
        while (kills < settings.kills() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(500, 4_000));
            strike();
        }
        chaos.stopTaking();
        awaitDelivered();
        chaos.end();
        server.kill();
        server.start();
        Result result = ReadBack.of(new Api(server), agents);
        MinuteCheck minutes = new MinuteCheck(new Api(server));
        for (SimulatedAgent agent : agents.subList(0, Math.min(COMPARED_HOSTS, agents.size()))) {
            minutes.compareAll(agent);
        }
        RaisedAlerts.Result alerts = raised == null ? null : raised.compared(agents);
        ChaosReport report = report(result, minutes, consumer == null ? null : consumer.compared(agents), alerts);
        report.print(machine, server.errors());
        return report.isRight();
    }

    private void makeAgents(Api api) throws Exception {
        String token = api.enrollmentToken();
        List<EnrollResponse> enrolled = new ArrayList<>();
        try (Connection connection = api.connect()) {
            for (int i = 0; i < settings.agents(); i++) {
                enrolled.add(api.enroll(connection, token, "chaos-" + i));
            }
        }
        System.out.printf("%d agents enrolled%n", enrolled.size());
        long now = System.currentTimeMillis();
        for (int i = 0; i < settings.agents(); i++) {
            SimulatedAgent agent = new SimulatedAgent(
                    i,
                    api,
                    enrolled.get(i),
                    chaos,
                    now + i % settings.intervalMillis(),
                    settings.cutsCommits() && i % 2 == 1 ? LAG_MILLIS : 0,
                    settings.series());
            agents.add(agent);
        }
    }

    private void strike() throws Exception {
        victim.strike(chaos.recovery());
        kills++;
        long limit = System.nanoTime() + RECOVERY_LIMIT;
        while (!chaos.recovery().isOver()) {
            chaos.requireNoFailure();
            if (System.nanoTime() > limit) {
                System.out.println("nothing was acknowledged for 60 s: the server is started anew");
                restarts++;
                victim.restart();
                limit = System.nanoTime() + RECOVERY_LIMIT;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        recoveryMax = Math.max(recoveryMax, chaos.recovery().seconds());
        System.out.printf(
                Locale.ROOT,
                "strike %d on the %s: recovered after %.2f s; %,d snapshots taken, %,d wait%n",
                kills,
                settings.victim(),
                chaos.recovery().seconds(),
                taken(),
                waiting());
    }

    private void awaitDelivered() throws Exception {
        long limit = System.nanoTime() + DELIVERY_LIMIT;
        while (waiting() > 0 && System.nanoTime() < limit) {
            chaos.requireNoFailure();
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private long taken() {
        return agents.stream().mapToLong(SimulatedAgent::taken).sum();
    }

    private long waiting() {
        return agents.stream().mapToLong(SimulatedAgent::waiting).sum();
    }

    private ChaosReport report(
            Result result,
            MinuteCheck minutes,
            Consumed.@Nullable Result consumed,
            RaisedAlerts.@Nullable Result alerts) {
        return new ChaosReport(
                settings,
                chaos,
                kills,
                restarts,
                victim instanceof DiskVictim disk ? disk.ended() : 0,
                recoveryMax,
                waiting(),
                result,
                minutes,
                consumed,
                alerts,
                cuts());
    }

    /// Which commits were cut, where some were.
    private String cuts() {
        return cutter == null
                ? ""
                : "; commits cut: %d of the journal, %d of seals, %d of rollups, %d others"
                        .formatted(
                                cutter.cuts(PostgresTalk.Kind.JOURNAL),
                                cutter.cuts(PostgresTalk.Kind.SEAL),
                                cutter.cuts(PostgresTalk.Kind.ROLLUP),
                                cutter.cuts(PostgresTalk.Kind.OTHER));
    }
}
