package io.nocturne.bench.alert;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.harness.LiveSocket;
import io.nocturne.bench.harness.ProcessCost;
import io.nocturne.bench.harness.ServerProgram;
import io.nocturne.bench.load.HonestAgent;
import io.nocturne.bench.load.LoadHost;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The agents of one run, and both ends, through warm-up and rounds.
///
/// **Threads** - confined to the bench's main thread; agents and the console have their own.
final class AlertMeasurement implements AutoCloseable {

    /// The consumer's thread, as far as the kernel keeps its name.
    private static final String EVALUATION = "stream-alerts";
    private static final int PATIENCE_SECONDS = 60;
    /// So long after the last one a second message for the same alert would have come.
    private static final int QUIET_SECONDS = 5;
    private static final int POLL_MILLIS = 20;

    private final AlertSettings settings;
    private final ServerProgram server;
    private final List<LoadHost> hosts;
    private final Crossings crossings;
    private final WebhookEnd webhook;
    private final Crossings.End webhookEnd;
    private final Crossings.End consoleEnd;
    private final ConsoleEnd console;
    private final Api api;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    AlertMeasurement(
            AlertSettings settings,
            ServerProgram server,
            Api api,
            List<LoadHost> hosts,
            Crossings crossings,
            WebhookEnd webhook)
            throws IOException {
        this.settings = settings;
        this.server = server;
        this.api = api;
        this.hosts = hosts;
        this.crossings = crossings;
        this.webhook = webhook;
        this.webhookEnd = webhook.end();
        this.consoleEnd = crossings.new End();
        try (Connection connection = api.connect()) {
            this.console = new ConsoleEnd(consoleEnd, new LiveSocket(api.connect(), api.login(connection)));
        }
    }

    AlertReport measure() throws IOException, InterruptedException {
        threads.execute(console);
        hosts.forEach(host -> threads.execute(new HonestAgent(crossings, api, host)));
        TimeUnit.SECONDS.sleep(settings.warmUpSeconds());
        ProcessHandle process = server.process().toHandle();
        crossings.count();
        double evaluation = -ProcessCost.cpuSecondsOfThreads(process, EVALUATION);
        double all = -ProcessCost.cpuSeconds(process);
        for (int round = 0; round < settings.rounds(); round++) {
            round(round);
        }
        TimeUnit.SECONDS.sleep(QUIET_SECONDS);
        evaluation += ProcessCost.cpuSecondsOfThreads(process, EVALUATION);
        all += ProcessCost.cpuSeconds(process);
        return new AlertReport(
                settings, crossings, webhook, consoleEnd, crossings.tally().samples(), evaluation, all);
    }

    private void round(int round) throws IOException, InterruptedException {
        int first = round * settings.crossing();
        want(first, true);
        await(() -> crossings.raised() == first + settings.crossing());
        TimeUnit.SECONDS.sleep(settings.highSeconds());
        await(this::haveAll);
        want(first, false);
        await(() -> crossings.cleared() == first + settings.crossing());
        await(this::haveAll);
        System.out.printf(
                "round %d: %d hosts up and down; webhook lacks %d, console lacks %d%n",
                round + 1, settings.crossing(), webhookEnd.missed(), consoleEnd.missed());
    }

    private void want(int first, boolean high) {
        for (int host = first; host < first + settings.crossing(); host++) {
            crossings.level(host).want(high);
        }
    }

    private boolean haveAll() {
        return webhookEnd.hasAll() && consoleEnd.hasAll();
    }

    /// What does not come in time is counted as missed at the end.
    private void await(BooleanSupplier there) throws IOException, InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!there.getAsBoolean() && System.nanoTime() < limit) {
            String failure = crossings.failure();
            if (failure != null) {
                throw new IOException(failure);
            }
            if (console.failure() != null) {
                throw new IOException("the console's connection: " + console.failure());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    @Override
    public void close() throws IOException {
        crossings.end();
        console.close();
        threads.shutdownNow();
    }
}
