package io.nocturne.bench.attack;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Machine;
import io.nocturne.bench.harness.Options;
import io.nocturne.bench.harness.PostgresProgram;
import io.nocturne.bench.harness.ServerProgram;
import io.nocturne.bench.harness.TcpProxy;
import io.nocturne.bench.harness.Workbench;
import io.nocturne.bench.load.Comparison.Result;
import io.nocturne.bench.load.Enrollments;
import io.nocturne.bench.load.LoadColumns;
import io.nocturne.bench.load.LoadHost;
import io.nocturne.bench.load.ReadBack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Whether what one stranger, one host or one disk does stops the rest: honest load on the real server ten seconds
/// before an attack, during it, and fifteen seconds after it; then everything is read back.
///
/// **Shape** - `AttackBench ROOT [options]`, see the launcher's `bench --help`. Each kind has a server of its own. The
/// attacker has another address of this machine than the honest.
final class AttackBench {

    private static final int SERIES = 100;
    private static final int BEFORE_SECONDS = 10;
    private static final int AFTER_SECONDS = 15;
    private static final long READY_WITHIN = TimeUnit.SECONDS.toNanos(30);
    private static final int READER_HOSTS = 1_000;
    private static final int DISK_MB = 400;

    private final Path build;
    private final AttackSettings settings;

    private AttackBench(Path build, AttackSettings settings) {
        this.build = build;
        this.settings = settings;
    }

    public static void main(String[] arguments) throws Exception {
        AttackSettings settings;
        Path build;
        try {
            Options options = new Options(List.of(arguments).subList(1, arguments.length));
            build = options.serverBuild(Path.of(arguments[0]));
            settings = AttackSettings.of(options);
        } catch (IllegalArgumentException e) {
            System.err.println("bench attack: " + e.getMessage());
            System.exit(2);
            return;
        }
        if (!new AttackBench(build, settings).run()) {
            System.exit(1);
        }
    }

    /// Whether after every kind all was well, and nothing lost, doubled or wrong.
    private boolean run() throws Exception {
        List<AttackReport> reports = new ArrayList<>();
        String machine = Machine.describe(Path.of(settings.folder()));
        System.out.println(machine);
        for (String kind : settings.kinds()) {
            try (Workbench bench = new Workbench(Path.of(settings.folder()))) {
                reports.add(run(kind, bench));
            }
        }
        System.out.println(AttackReport.json(settings.store(), reports, machine));
        return reports.stream().allMatch(AttackReport::isRight);
    }

    private AttackReport run(String kind, Workbench bench) throws Exception {
        System.out.printf("%n== %s, %s%n", kind, settings.store());
        Path disk = bench.folder().resolve(settings.isPostgres() ? "disk" : "data");
        if (kind.equals(Attacks.DISK_FULL)) {
            bench.mount(disk, DISK_MB);
        }
        PostgresProgram postgres = settings.isPostgres()
                ? PostgresProgram.create(
                        bench,
                        settings.postgresBin(),
                        disk.resolve("cluster"),
                        List.of("shared_buffers=128MB", "max_wal_size=64MB"))
                : null;
        ServerProgram server = new ServerProgram(bench, build, postgres);
        try (TcpProxy proxy = proxy(kind, postgres)) {
            if (proxy != null) {
                server.reachDatabase(PostgresProgram.url(proxy.port()));
            }
            int debugPort = Workbench.freePort();
            if (kind.equals(Attacks.PART_FAULTS)) {
                server.flags(List.of(PartFaults.flag(debugPort)));
            }
            server.start();
            Ground ground = new Ground(bench, server, postgres, proxy);
            Attack attack = Attacks.of(kind, disk, debugPort);
            attack.prepare(ground);
            return attacked(kind, attack, ground);
        }
    }

    private static @Nullable TcpProxy proxy(String kind, @Nullable PostgresProgram postgres) throws Exception {
        return postgres == null || !kind.equals(Attacks.BLACK_HOLE) ? null : new TcpProxy(postgres.port(), null);
    }

    private AttackReport attacked(String kind, Attack attack, Ground ground) throws Exception {
        ServerProgram server = ground.server();
        long now = System.currentTimeMillis();
        List<LoadHost> hosts = Enrollments.of(
                new Api(server),
                new LoadColumns(SERIES),
                kind.equals(Attacks.LIVE_READER) ? Math.max(READER_HOSTS, settings.hosts()) : settings.hosts(),
                4,
                host -> now);
        long pid = server.process().pid();
        try (Honest honest = new Honest(server, new Api(server), hosts)) {
            TimeUnit.SECONDS.sleep(BEFORE_SECONDS);
            Phase before = honest.begin("before");
            TimeUnit.SECONDS.sleep(BEFORE_SECONDS);
            Phase during = honest.begin("during");
            ground.begin(seconds(kind));
            attack.run(ground);
            honest.begin("settling");
            TimeUnit.SECONDS.sleep(AFTER_SECONDS / 3);
            double readyAfter = untilReady(new Api(server));
            Phase after = honest.begin("after");
            TimeUnit.SECONDS.sleep(AFTER_SECONDS - AFTER_SECONDS / 3);
            boolean same = server.isAlive() && server.process().pid() == pid;
            List<LoadHost> sent = honest.end();
            if (!same) {
                server.kill();
                server.start();
            }
            Map<String, Object> facts = new LinkedHashMap<>(ground.counts());
            facts.putAll(attack.facts(ground));
            if (readyAfter > 0) {
                facts.put("secondsUntilReady", AFTER_SECONDS / 3 + readyAfter);
            }
            if (attack instanceof SlowLiveReader reader) {
                facts.putAll(reader.compared(sent));
            }
            Result result = ReadBack.of(new Api(server), sent);
            AttackReport report = new AttackReport(
                    kind, List.of(before, during, after), result, facts, same, honest.failure(), server.errors());
            report.print();
            server.stop();
            return report;
        }
    }

    /// How many seconds more it calls itself not ready.
    private static double untilReady(Api api) throws InterruptedException {
        long from = System.nanoTime();
        while (!api.isReady() && System.nanoTime() - from < READY_WITHIN) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        long waited = System.nanoTime() - from;
        return waited < TimeUnit.SECONDS.toNanos(1) ? 0 : waited / 1e9;
    }

    private int seconds(String kind) {
        return settings.seconds() > 0 ? settings.seconds() : Attacks.seconds(kind);
    }
}
