package io.nocturne.bench.attack;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.harness.ProcessCost;
import io.nocturne.bench.harness.ServerProgram;
import io.nocturne.bench.load.HonestAgent;
import io.nocturne.bench.load.LoadHost;
import io.nocturne.bench.load.Tally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The honest load beside an attack: agents that deliver, a user who signs in each second, and a watch on the server.
///
/// **Threads** - safe.
final class Honest implements HonestAgent.Course, AutoCloseable {

    private static final Pattern HEAP =
            Pattern.compile("(?m)^jvm_memory_used_bytes\\{[^}]*area=\"heap\"[^}]*\\} ([0-9.eE+]+)$");
    private static final int HEAP_EVERY = 5;
    private static final double MEGABYTE = 1 << 20;

    private final ServerProgram server;
    private final List<HonestAgent> agents;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private volatile Phase phase = new Phase("warm-up");
    private volatile boolean taking = true;
    private volatile boolean over;

    Honest(ServerProgram server, Api api, List<LoadHost> hosts) {
        this.server = server;
        this.agents =
                hosts.stream().map(host -> new HonestAgent(this, api, host)).toList();
        agents.forEach(threads::execute);
        threads.execute(this::watch);
    }

    @Override
    public Tally tally() {
        return phase.ingest();
    }

    Phase begin(String name) {
        Phase next = new Phase(name);
        phase = next;
        return next;
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public void fail(String what) {
        failure.compareAndSet(null, what);
    }

    /// **Absent** - while nothing went as it never should.
    @Nullable
    String failure() {
        return failure.get();
    }

    /// Ends it.
    ///
    /// **Shape** - what was sent is read back afterwards.
    List<LoadHost> end() throws InterruptedException {
        taking = false;
        over = true;
        threads.shutdown();
        if (!threads.awaitTermination(3, TimeUnit.MINUTES)) {
            threads.shutdownNow();
        }
        return agents.stream().map(HonestAgent::host).toList();
    }

    @Override
    public void close() {
        over = true;
        threads.shutdownNow();
    }

    private void watch() {
        try {
            for (int second = 0; taking; second++) {
                threads.execute(this::signIn);
                threads.execute(this::askReady);
                if (second % HEAP_EVERY == 0) {
                    threads.execute(this::readHeap);
                }
                phase.rss(ProcessCost.rssMb(server.process().toHandle()));
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void signIn() {
        Phase at = phase;
        long from = System.nanoTime();
        boolean worked = false;
        try {
            Api api = new Api(server);
            try (Connection connection = api.connect()) {
                worked = api.tryLogin(connection, "admin", api.password()).status() == 200;
            }
        } catch (Exception e) {
            // Counted below as one that failed.
        }
        at.signedIn(worked, System.nanoTime() - from);
    }

    private void askReady() {
        Phase at = phase;
        boolean ready = false;
        try {
            ready = new Api(server).isReady();
        } catch (IOException | java.security.GeneralSecurityException e) {
            // Counted below as not ready.
        }
        at.ready(ready);
    }

    private void readHeap() {
        Phase at = phase;
        try {
            Api api = new Api(server);
            try (Connection connection = api.connect()) {
                at.heap(heapMb(
                        new String(api.get(connection, api.login(connection), "/metrics"), StandardCharsets.UTF_8)));
            }
        } catch (IOException | java.security.GeneralSecurityException e) {
            // A server that does not answer this now is seen by the other figures.
        }
    }

    private static double heapMb(String metrics) {
        double bytes = 0;
        for (Matcher heap = HEAP.matcher(metrics); heap.find(); ) {
            bytes += Double.parseDouble(heap.group(1));
        }
        return bytes / MEGABYTE;
    }
}
