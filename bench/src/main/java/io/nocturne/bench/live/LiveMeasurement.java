package io.nocturne.bench.live;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.LiveSocket;
import io.nocturne.bench.harness.ProcessCost;
import io.nocturne.bench.harness.ServerProgram;
import io.nocturne.bench.load.HonestAgent;
import io.nocturne.bench.load.LiveComparison.Result;
import io.nocturne.bench.load.LoadHost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The agents and consoles of one run, through its stretches: warm-up, half of the time without a slow console, the
/// time with one, the other half without. A drift of the machine does not look like the slow console's effect then.
///
/// **Threads** - confined to the bench's main thread; agents and consoles have their own.
final class LiveMeasurement implements AutoCloseable {

    private static final int SLOW_PAUSE_MILLIS = 500;
    /// A subscription is not answered; after this long it is in force.
    private static final int SUBSCRIBED_MILLIS = 2_000;
    private static final int DRAIN_SECONDS = 30;
    private static final int AGENTS_END_SECONDS = 180;
    private static final long QUIET = TimeUnit.SECONDS.toNanos(2);
    private static final int POLL_MILLIS = 100;

    private final LiveSettings settings;
    private final ServerProgram server;
    private final Api api;
    private final List<LoadHost> hosts;
    private final List<String> tokens;
    private final LiveRun run;
    private final LiveFigures aside = new LiveFigures("warm-up");
    private final LiveFigures calm = new LiveFigures("without");
    private final LiveFigures slowed = new LiveFigures("with slow");
    private final List<LiveConsole> consoles = new ArrayList<>();
    private final ExecutorService agentThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService consoleThreads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("console-", 0).factory());

    LiveMeasurement(LiveSettings settings, ServerProgram server, Api api, List<LoadHost> hosts) throws IOException {
        this.settings = settings;
        this.server = server;
        this.api = api;
        this.hosts = hosts;
        this.tokens = LiveUsers.tokens(api, settings.consoles() + 1);
        this.run = new LiveRun(hosts, settings.snapshotsOfHost(), aside);
    }

    LiveReport measure() throws IOException, InterruptedException {
        for (String token : tokens.subList(0, settings.consoles())) {
            consoles.add(open(token, 0));
        }
        System.out.printf("%d consoles are connected; the agents begin%n", consoles.size());
        hosts.forEach(host -> agentThreads.execute(new HonestAgent(run, api, host)));
        stretch(aside, settings.warmUpSeconds());
        long from = System.currentTimeMillis();
        stretch(calm, settings.seconds() / 2);
        LiveReport.Slow slow = slow();
        stretch(calm, settings.seconds() - settings.seconds() / 2);
        long to = System.currentTimeMillis();
        endAgents();
        awaitQuiet();
        Result all = new Result(0, 0, 0, 0);
        for (LiveConsole console : consoles) {
            all = all.plus(console.comparison().compared(hosts, from, to, console.end() != null));
        }
        List<String> ends = consoles.stream()
                .map(LiveConsole::end)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        return new LiveReport(settings, calm, slowed, all, ends, run.wrong(), slow);
    }

    private LiveConsole open(String token, int pauseMillis) throws IOException {
        LiveConsole console = new LiveConsole(run, new LiveSocket(api.connect(), token), pauseMillis);
        consoleThreads.execute(console);
        return console;
    }

    /// The stretch with a slow console. Then it reads on, aside, until it has what was sent meanwhile.
    private LiveReport.Slow slow() throws IOException, InterruptedException {
        try (LiveConsole console = open(tokens.getLast(), SLOW_PAUSE_MILLIS)) {
            long from = System.currentTimeMillis() + SUBSCRIBED_MILLIS;
            stretch(slowed, settings.seconds());
            long to = System.currentTimeMillis();
            run.begin(aside);
            console.hurry();
            boolean drained = awaitDrained(console, to + SUBSCRIBED_MILLIS);
            Result result = console.comparison().compared(hosts, from, to, !drained);
            return new LiveReport.Slow(
                    result,
                    console.comparison().told(),
                    drained,
                    Objects.requireNonNullElse(console.end(), "too slow"));
        }
    }

    private boolean awaitDrained(LiveConsole console, long serverMillis) throws InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
        while (console.lastServerMillis() < serverMillis && console.end() == null && System.nanoTime() < limit) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return console.lastServerMillis() >= serverMillis;
    }

    private void stretch(LiveFigures figures, int seconds) throws IOException, InterruptedException {
        ProcessHandle process = server.process().toHandle();
        double cpu = ProcessCost.cpuSeconds(process);
        long from = System.nanoTime();
        run.begin(figures);
        for (int second = 0; second < seconds; second++) {
            TimeUnit.SECONDS.sleep(1);
            String failure = run.failure();
            if (failure != null) {
                throw new IOException(failure);
            }
        }
        figures.took((System.nanoTime() - from) / 1e9, ProcessCost.cpuSeconds(process) - cpu);
        System.out.printf(
                Locale.ROOT,
                "%s, %d s: lag P50 %.1f ms, P99 %.1f ms so far%n",
                figures.name(),
                seconds,
                figures.lag().millis(50),
                figures.lag().millis(99));
    }

    private void endAgents() throws IOException, InterruptedException {
        run.begin(aside);
        run.end();
        agentThreads.shutdown();
        if (!agentThreads.awaitTermination(AGENTS_END_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("agents still wait for an answer after %d s".formatted(AGENTS_END_SECONDS));
        }
    }

    private void awaitQuiet() throws InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
        while (!consoles.stream().allMatch(console -> console.isQuiet(QUIET)) && System.nanoTime() < limit) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    @Override
    public void close() throws IOException {
        run.end();
        agentThreads.shutdownNow();
        for (LiveConsole console : consoles) {
            console.close();
        }
        consoleThreads.shutdownNow();
    }
}
