package io.nocturne.server.series.codec;

import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.series.ProcessTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// Process tables as an agent's are: the first by CPU, then the first by memory, of a host where most processes
/// sleep, some work, and now and then one comes or goes.
final class ProcessData {

    static final int TABLES = 120;
    static final int TOP = 10;
    private static final int PROCESSES = 250;
    private static final double TICKS_PER_SECOND = 100;
    private static final List<String> NAMES = List.of(
            "systemd",
            "java",
            "postgres",
            "nginx",
            "kworker/0:1-events",
            "kworker/u8:2-flush-8:0",
            "rcu_preempt",
            "dockerd",
            "containerd",
            "containerd-shim",
            "sshd",
            "node",
            "python3",
            "redis-server",
            "rsyslogd",
            "systemd-journal",
            "ksoftirqd/0",
            "nocturne-agent",
            "chronyd",
            "dbus-daemon",
            "php-fpm",
            "mysqld",
            "prometheus",
            "beam.smp",
            "bash",
            "cron",
            "jbd2/sda1-8");
    private static final List<String> USERS = List.of("root", "root", "root", "postgres", "www-data", "app", "redis");

    private final SplittableRandom random;
    private final List<Working> working = new ArrayList<>();

    ProcessData(long seed) {
        random = new SplittableRandom(seed);
        for (int i = 0; i < PROCESSES; i++) {
            working.add(new Working());
        }
    }

    List<ProcessTable> tables() {
        List<ProcessTable> tables = new ArrayList<>();
        for (int i = 0; i < TABLES; i++) {
            long time = 1_795_000_000_000L + i * 5_000L + (random.nextInt(4) == 0 ? 1 : 0);
            tables.add(new ProcessTable(Instant.ofEpochMilli(time), table(5 + random.nextInt(-1, 2) / 1e3)));
        }
        return tables;
    }

    private List<ProcessSample> table(double seconds) {
        if (random.nextInt(6) == 0) {
            working.set(random.nextInt(PROCESSES), new Working());
        }
        working.forEach(Working::run);
        Set<Working> rows = new LinkedHashSet<>();
        working.stream()
                .filter(process -> process.ticks > 0)
                .sorted(Comparator.comparingLong((Working process) -> -process.ticks))
                .limit(TOP)
                .forEach(rows::add);
        working.stream()
                .sorted(Comparator.comparingLong((Working process) -> -process.pages))
                .limit(TOP)
                .forEach(rows::add);
        return rows.stream().map(process -> process.sample(seconds)).toList();
    }

    private double gauss() {
        double sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum - 6;
    }

    /// A process, and what it did in the last five seconds.
    private final class Working {

        private final int pid = 1 + random.nextInt(random.nextBoolean() ? 3_000 : 60_000);
        private final String name = NAMES.get(random.nextInt(NAMES.size()));
        private final String user = USERS.get(random.nextInt(USERS.size()));
        private final double usualTicks = Math.exp(gauss() * 2.2 - 2.5);
        private final double restlessness = random.nextInt(3) == 0 ? random.nextDouble() : 0.02;
        private long pages = Math.round(Math.exp(8 + gauss() * 1.6));
        private long ticks;
        private boolean isNew = true;
        private boolean wasSeen;

        void run() {
            double wanted = usualTicks * Math.exp(gauss() * 0.4);
            ticks = Math.min(800, (long) wanted + (random.nextDouble() < wanted % 1 ? 1 : 0));
            if (random.nextDouble() < restlessness) {
                pages = Math.max(0, pages + Math.round(gauss() * (ticks > 0 ? 60 : 4)));
            }
            isNew = !wasSeen;
            wasSeen = true;
        }

        ProcessSample sample(double seconds) {
            Double cpu = isNew ? null : (Double) (Math.rint(ticks / TICKS_PER_SECOND / seconds * 1e4) / 1e4);
            return new ProcessSample(pid, name, user, cpu, pages * 4096);
        }
    }
}
