package io.nocturne.bench.load;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Connection;
import io.nocturne.model.fleet.EnrollResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntToLongFunction;

/// Makes simulated hosts known to the server, over several connections at once.
public final class Enrollments {

    private Enrollments() {}

    /// Hosts that take a snapshot each [LoadHost#INTERVAL_MILLIS].
    public static List<LoadHost> of(
            Api api, LoadColumns columns, int count, int connections, IntToLongFunction startMillis) throws Exception {
        return of(api, columns, count, connections, LoadHost.INTERVAL_MILLIS, startMillis);
    }

    /// **Shape** - `startMillis` is when each one's clock begins.
    public static List<LoadHost> of(
            Api api,
            LoadColumns columns,
            int count,
            int connections,
            long intervalMillis,
            IntToLongFunction startMillis)
            throws Exception {
        return of(
                api,
                count,
                connections,
                (index, enrolled) ->
                        new LoadHost(index, columns, enrolled, intervalMillis, startMillis.applyAsLong(index)));
    }

    /// **Shape** - hosts 0 to `count` - 1, in order if it is one connection.
    public static List<LoadHost> of(Api api, int count, int connections, Maker maker) throws Exception {
        String token = api.enrollmentToken();
        List<Callable<List<LoadHost>>> parts = new ArrayList<>();
        for (int part = 0; part < connections; part++) {
            int first = part;
            parts.add(() -> {
                List<LoadHost> hosts = new ArrayList<>();
                try (Connection connection = api.connect()) {
                    for (int i = first; i < count; i += connections) {
                        hosts.add(maker.make(i, api.enroll(connection, token, name(i))));
                    }
                }
                return hosts;
            });
        }
        List<LoadHost> all = new ArrayList<>();
        long from = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (Future<List<LoadHost>> each : threads.invokeAll(parts)) {
                all.addAll(each.get());
            }
        }
        System.out.printf(Locale.ROOT, "%d hosts enrolled in %.1f s%n", all.size(), (System.nanoTime() - from) / 1e9);
        return all;
    }

    /// What a host is called.
    public static String name(int index) {
        return "load-" + index;
    }

    /// Makes a host of what the server said to it.
    public interface Maker {

        LoadHost make(int index, EnrollResponse enrolled);
    }
}
