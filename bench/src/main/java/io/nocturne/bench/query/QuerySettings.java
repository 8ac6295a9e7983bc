package io.nocturne.bench.query;

import io.nocturne.bench.harness.Options;
import io.nocturne.bench.load.Load;
import io.nocturne.bench.load.LoadColumns;
import io.nocturne.bench.load.LoadHost;
import org.jspecify.annotations.Nullable;

/// The options of `bench query`.
///
/// **Unit** - `ingest` in samples a second, `batch` in snapshots a delivery; `seconds` that count, after the warm-up.
record QuerySettings(
        String store,
        int hosts,
        int series,
        int rawDays,
        int minuteDays,
        int hourDays,
        int clients,
        int seconds,
        int ingest,
        int batch,
        int templates,
        String folder,
        @Nullable String postgresBin) {

    private static final int MIN_SERIES = 50;
    private static final int YEARS = 3_650;

    static QuerySettings of(Options options) {
        int days = options.number("--days", 7, 1, YEARS);
        QuerySettings settings = new QuerySettings(
                options.store(),
                options.number("--hosts", 100, 1, 100_000),
                options.number("--series", MIN_SERIES, MIN_SERIES, 2_000),
                options.number("--raw-days", days, 1, YEARS),
                options.number("--minute-days", 30, 1, YEARS),
                options.number("--hour-days", 365, 1, YEARS),
                options.number("--clients", 8, 1, 1_000),
                options.number("--seconds", 60, 5, 600),
                options.number("--ingest", 20_000, 0, 10_000_000),
                options.number("--batch", 1, 1, 1_000),
                LoadColumns.GROUPS * options.number("--templates", 2, 1, 100),
                options.folder(),
                options.text("--postgres-bin"));
        options.requireNoMore();
        if (settings.minuteDays < settings.rawDays || settings.hourDays < settings.minuteDays) {
            throw new IllegalArgumentException("--raw-days must not be more than --minute-days, and those not more than"
                    + " --hour-days, but they are %d, %d and %d"
                            .formatted(settings.rawDays, settings.minuteDays, settings.hourDays));
        }
        return settings;
    }

    boolean isPostgres() {
        return store.equals("postgres");
    }

    int loadHost(int host) {
        return host % templates;
    }

    /// How far the hosts' clocks go while the bench runs, which is faster than time if `ingest` is more than the hosts
    /// would send by themselves.
    long ingestMillis() {
        double snapshots = (double) ingest * 2 * (seconds + 2 * Load.WARM_UP_SECONDS) / ((double) hosts * series);
        return (long) (snapshots * LoadHost.INTERVAL_MILLIS);
    }
}
