package io.nocturne.bench.live;

import io.nocturne.bench.harness.Options;
import org.jspecify.annotations.Nullable;

/// The options of `bench live`.
///
/// **Unit** - `seconds` that count, after the warm-up, without and with a slow console each. The warm-up is longer than
/// other benches': a P99 is made of what is slow, and that is code that was not compiled yet.
record LiveSettings(
        String store,
        int consoles,
        int hosts,
        int series,
        int intervalMillis,
        int seconds,
        int warmUpSeconds,
        String folder,
        @Nullable String postgresBin) {

    /// So many that the metrics that consoles ask for are among them.
    private static final int MIN_SERIES = 30;
    /// Less than the life of an access token, with which a connection ends.
    private static final int MAX_SECONDS = 300;
    private static final int SPARE_SECONDS = 120;
    /// One less than the server takes of all users; the last is the slow one.
    private static final int MAX_CONSOLES = 499;

    static LiveSettings of(Options options) {
        LiveSettings settings = new LiveSettings(
                options.store(),
                options.number("--consoles", 10, 1, MAX_CONSOLES),
                options.number("--hosts", 1_000, 1, 10_000),
                options.number("--series", 100, MIN_SERIES, 2_000),
                options.number("--interval-millis", 5_000, 100, 60_000),
                options.number("--seconds", 60, 10, MAX_SECONDS),
                options.number("--warm-up-seconds", 30, 10, MAX_SECONDS / 2),
                options.folder(),
                options.text("--postgres-bin"));
        options.requireNoMore();
        return settings;
    }

    boolean isPostgres() {
        return store.equals("postgres");
    }

    /// As many as a host takes in the whole run, with time to spare.
    int snapshotsOfHost() {
        return (warmUpSeconds + 2 * seconds + SPARE_SECONDS) * 1_000 / intervalMillis + 1;
    }

    double snapshotsPerSecond() {
        return hosts * 1e3 / intervalMillis;
    }
}
