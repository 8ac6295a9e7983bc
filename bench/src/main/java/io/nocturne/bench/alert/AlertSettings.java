package io.nocturne.bench.alert;

import io.nocturne.bench.harness.Options;
import org.jspecify.annotations.Nullable;

/// The options of `bench alert`.
///
/// **Shape** - in each of `rounds` another `crossing` hosts go beyond the threshold in the same snapshot and
/// come back `highSeconds` later. A host does so once: what is told twice within five minutes is held back by
/// design.
record AlertSettings(
        String store,
        int hosts,
        int crossing,
        int rounds,
        int series,
        int intervalMillis,
        int highSeconds,
        int warmUpSeconds,
        String folder,
        @Nullable String postgresBin) {

    static AlertSettings of(Options options) {
        int hosts = options.number("--hosts", 1_000, 1, 10_000);
        int crossing = options.number("--crossing", Math.min(200, hosts), 1, hosts);
        AlertSettings settings = new AlertSettings(
                options.store(),
                hosts,
                crossing,
                options.number("--rounds", Math.min(4, hosts / crossing), 1, hosts / crossing),
                options.number("--series", 100, 1, 2_000),
                options.number("--interval-millis", 5_000, 500, 60_000),
                options.number("--high-seconds", 15, 5, 120),
                options.number("--warm-up-seconds", 30, 5, 150),
                options.folder(),
                options.text("--postgres-bin"));
        options.requireNoMore();
        return settings;
    }

    boolean isPostgres() {
        return store.equals("postgres");
    }

    /// Hosts of a round take their snapshots in the same millisecond, rounds at different ones.
    long phaseMillis(int host) {
        return (long) (host / crossing) * intervalMillis / Math.max(1, hosts / crossing) % intervalMillis;
    }
}
