package io.nocturne.bench.ingest;

import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.harness.Connection.Answer;
import io.nocturne.bench.harness.Workbench;
import io.nocturne.bench.load.CostMeter;
import io.nocturne.bench.load.Load;
import io.nocturne.bench.load.LoadColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// VictoriaMetrics under the same load: as many hosts, series, snapshots a request and connections, the same values,
/// as Influx lines to `/write` over plain HTTP.
///
/// It answers before its data is on disk, has no TLS here and checks no credential; the server under measurement does
/// all three, so its figure is what a program costs that does less.
final class VictoriaMetrics {

    static final Path PROGRAM = Path.of("/usr/bin/victoria-metrics");

    private static final Duration START = Duration.ofMinutes(1);
    private static final Pattern READY = Pattern.compile("started VictoriaMetrics in");
    private static final Pattern ROWS = Pattern.compile("(?m)^vm_rows_inserted_total\\{type=\"influx\"} ([0-9.e+]+)");

    private final Workbench bench;
    private final Path store;
    private final int port;

    VictoriaMetrics(Workbench bench) throws IOException {
        this.bench = bench;
        this.store = bench.folder().resolve("victoria-metrics");
        this.port = Workbench.freePort();
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    Measured measure(LoadColumns columns, IngestSettings settings, long startMillis)
            throws IOException, InterruptedException, ExecutionException {
        Path log = bench.folder().resolve("victoria-metrics.log");
        Process process = bench.start(
                log,
                List.of(
                        PROGRAM.toString(),
                        "-storageDataPath=" + store,
                        "-httpListenAddr=127.0.0.1:" + port,
                        "-retentionPeriod=2"));
        Workbench.await(process, log, READY, START);
        InfluxText text = new InfluxText(columns);
        Load load = new Load();
        List<InfluxSender> senders = new ArrayList<>();
        for (int i = 0; i < Math.min(settings.connections(), settings.hosts()); i++) {
            senders.add(new InfluxSender(load, new Connection(port, null), text, settings, i, startMillis));
        }
        CostMeter meter = new CostMeter("victoria-metrics", process.toHandle(), null, store);
        Load.Outcome outcome = load.run(senders, settings.seconds(), meter);
        double inserted = inserted();
        double cpuWithStop = Workbench.stop(process);
        return new Measured(outcome, meter, cpuWithStop, Workbench.size(store), inserted);
    }

    private double inserted() throws IOException {
        try (Connection connection = new Connection(port, null)) {
            Answer answer = connection.send("GET", "/metrics", "", new byte[0], 0);
            Matcher rows = ROWS.matcher(answer.text());
            return rows.find() ? Double.parseDouble(rows.group(1)) : 0;
        }
    }

    /// **Unit** - `inserted` is how many samples it says it took; `storeBytes` after it was stopped.
    record Measured(Load.Outcome outcome, CostMeter meter, double cpuWithStop, long storeBytes, double inserted) {

        String row() {
            return String.format(
                    Locale.ROOT,
                    "%-18s %,14.0f %12.3f %10.2f %10.2f %10.2f %9.0f",
                    "victoria-metrics",
                    outcome.samplesPerSecond(),
                    cpuPerMillion(),
                    outcome.counted().latency().millis(50),
                    outcome.counted().latency().millis(99),
                    storeBytes / (double) outcome.samples(),
                    meter.rssMaxMb());
        }

        String json() {
            return String.format(
                    Locale.ROOT,
                    "{\"samplesPerSecond\":%.0f,\"serverCpuSecondsPerMillion\":%.3f,"
                            + "\"serverCpuSecondsPerMillionWithStop\":%.3f,\"ackMillisP50\":%.2f,"
                            + "\"ackMillisP99\":%.2f,\"bytesPerSample\":%.3f,\"rssMaxMb\":%.0f,\"samples\":%d,"
                            + "\"inserted\":%.0f,\"refusals\":%d,\"generatorCpuSeconds\":%.1f}",
                    outcome.samplesPerSecond(),
                    cpuPerMillion(),
                    cpuWithStop / (outcome.samples() / 1e6),
                    outcome.counted().latency().millis(50),
                    outcome.counted().latency().millis(99),
                    storeBytes / (double) outcome.samples(),
                    meter.rssMaxMb(),
                    outcome.samples(),
                    inserted,
                    outcome.counted().refusals(),
                    meter.ownCpuSeconds());
        }

        private double cpuPerMillion() {
            return meter.programCpuSeconds() / (outcome.counted().samples() / 1e6);
        }
    }
}
