package io.nocturne.bench.ingest;

import io.nocturne.bench.harness.Options;
import io.nocturne.bench.load.Load;
import io.nocturne.bench.load.LoadHost;
import org.jspecify.annotations.Nullable;

/// The options of `bench ingest`.
///
/// **Unit** - `seconds` that count, after the warm-up; `batch` in snapshots a delivery; `readBack` in hosts.
record IngestSettings(
        String store,
        int hosts,
        int series,
        int batch,
        int seconds,
        int connections,
        int readBack,
        boolean peer,
        String folder,
        @Nullable String postgresBin) {

    private static final int MAX_VALUES = 2_000_000;
    /// Samples a second for which there is room in the past; faster than any store that is measured here.
    private static final double ROOM = 3e6;
    private static final double MIN_HOURS = 6;
    /// A little less than the age at which the server refuses.
    private static final double MAX_HOURS = 160;

    static IngestSettings of(Options options) {
        IngestSettings settings = new IngestSettings(
                options.store(),
                options.number("--hosts", 1_000, 1, 100_000),
                options.number("--series", 100, 1, 2_000),
                options.number("--batch", 10, 1, 1_000),
                options.number("--seconds", 60, 5, 3_600),
                options.number("--connections", 16, 1, 1_000),
                options.number("--read-back", 50, 1, 100_000),
                options.flag("--peer"),
                options.folder(),
                options.text("--postgres-bin"));
        options.requireNoMore();
        if ((long) settings.series * settings.batch > MAX_VALUES) {
            throw new IllegalArgumentException("--series times --batch must be at most " + MAX_VALUES);
        }
        return settings;
    }

    boolean isPostgres() {
        return store.equals("postgres");
    }

    /// When the hosts' clocks begin: so long ago that the run ends before they come to the present.
    long startMillis(long nowMillis) {
        double snapshots = ROOM * (seconds + Load.WARM_UP_SECONDS) / ((double) hosts * series);
        double hours = Math.clamp(snapshots * LoadHost.INTERVAL_MILLIS / 3.6e6, MIN_HOURS, MAX_HOURS);
        return nowMillis - (long) (hours * 3.6e6);
    }
}
