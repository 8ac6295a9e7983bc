package io.nocturne.bench.attack;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.harness.PostgresProgram;
import io.nocturne.bench.harness.ServerProgram;
import io.nocturne.bench.harness.TcpProxy;
import io.nocturne.bench.harness.Workbench;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What an attack works with: the server, a stranger's address, and its time.
///
/// **Threads** - safe; an attack's threads are its own.
final class Ground {

    /// The attacker's, so that limits per address do not strike the honest.
    private static final String STRANGER = "127.0.0.2";

    private final Workbench bench;
    private final ServerProgram server;
    private final @Nullable PostgresProgram postgres;
    private final @Nullable TcpProxy proxy;
    private final InetAddress stranger;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private volatile long deadline;
    private volatile int seconds;

    Ground(Workbench bench, ServerProgram server, @Nullable PostgresProgram postgres, @Nullable TcpProxy proxy)
            throws IOException {
        this.bench = bench;
        this.server = server;
        this.postgres = postgres;
        this.proxy = proxy;
        this.stranger = InetAddress.getByName(STRANGER);
    }

    Workbench bench() {
        return bench;
    }

    ServerProgram server() {
        return server;
    }

    @Nullable
    PostgresProgram postgres() {
        return postgres;
    }

    /// What lies between the server and PostgreSQL.
    @Nullable
    TcpProxy proxy() {
        return proxy;
    }

    Api api() throws IOException {
        try {
            return new Api(server);
        } catch (java.security.GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    Connection stranger() throws IOException {
        return api().connect(stranger);
    }

    Connection strangerPlain() throws IOException {
        return api().connectPlain(stranger);
    }

    void begin(int attackSeconds) {
        seconds = attackSeconds;
        deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(attackSeconds);
    }

    boolean isOver() {
        return System.nanoTime() > deadline;
    }

    int seconds() {
        return seconds;
    }

    /// Sleeps, but not past the end.
    void pause(long millis) throws InterruptedException {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        TimeUnit.MILLISECONDS.sleep(Math.clamp(left, 0, millis));
    }

    /// Counts something for the report.
    void count(String what) {
        counts.computeIfAbsent(what, name -> new LongAdder()).increment();
    }

    void add(String what, long count) {
        counts.computeIfAbsent(what, name -> new LongAdder()).add(count);
    }

    Map<String, Long> counts() {
        Map<String, Long> all = new TreeMap<>();
        counts.forEach((name, count) -> all.put(name, count.sum()));
        return all;
    }

    /// Runs the same work many times side by side until the time is over; each is a stranger of its own.
    void crowd(int size, Work work) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < size; i++) {
                int number = i;
                threads.execute(() -> repeat(number, work));
            }
            threads.shutdown();
            // One that is stuck in a read leaves when the server does, or here.
            if (!threads.awaitTermination(seconds + 5L, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        }
    }

    private void repeat(int number, Work work) {
        while (!isOver()) {
            try {
                work.run(number);
            } catch (IOException e) {
                count("connections that failed");
                try {
                    pause(200);
                } catch (InterruptedException interrupted) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                count("attackers that failed: " + e.getClass().getSimpleName());
                return;
            }
        }
    }

    /// One attacker's turn; it comes again until the time is over.
    interface Work {

        void run(int number) throws Exception;
    }
}
