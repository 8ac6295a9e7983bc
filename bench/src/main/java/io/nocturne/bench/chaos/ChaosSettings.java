package io.nocturne.bench.chaos;

import io.nocturne.bench.harness.Options;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The options of `bench chaos`.
///
/// **Unit** - `heapMb` of the server; 0 is what the launcher gives it.
/// **Shape** - with `--minutes` and without `--kills`, as many kills as there is time for.
record ChaosSettings(
        String store,
        String victim,
        int kills,
        Duration atMost,
        int agents,
        int intervalMillis,
        int series,
        int heapMb,
        int diskMb,
        String folder,
        @Nullable String postgresBin) {

    private static final Set<String> VICTIMS = Set.of("server", "database", "disk", "commit");
    private static final int MAX_KILLS = 100_000;

    static ChaosSettings of(Options options) {
        boolean timed = options.has("--minutes");
        String victim = options.choice("--kill", "server", VICTIMS);
        // A small heap and more series, so that there are seals to cut every minute or two.
        boolean cuts = victim.equals("commit");
        ChaosSettings settings = new ChaosSettings(
                options.store(),
                victim,
                options.number("--kills", timed ? MAX_KILLS : 20, 1, MAX_KILLS),
                Duration.ofMinutes(options.number("--minutes", 30, 1, 1_440)),
                options.number("--agents", 200, 1, 2_000),
                options.number("--interval-millis", cuts ? 500 : 200, 10, 60_000),
                options.number("--series", cuts ? 40 : 5, 4, 500),
                options.number("--heap-mb", cuts ? 160 : 0, 0, 65_536),
                options.number("--disk-mb", 400, 100, 100_000),
                options.folder(),
                options.text("--postgres-bin"));
        options.requireNoMore();
        if (Set.of("database", "commit").contains(settings.victim) && !settings.isPostgres()) {
            throw new IllegalArgumentException(
                    "--kill %s needs --store postgres; H2 lives within the server".formatted(settings.victim));
        }
        return settings;
    }

    boolean isPostgres() {
        return store.equals("postgres");
    }

    boolean cutsCommits() {
        return victim.equals("commit");
    }

    boolean fillsDisk() {
        return victim.equals("disk");
    }
}
