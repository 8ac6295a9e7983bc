package io.nocturne.bench.chaos;

import io.nocturne.bench.harness.Options;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The options of `bench chaos`.
///
/// **Shape** - with `--minutes` and without `--kills`, as many kills as there is time for.
record ChaosSettings(
        String store,
        String victim,
        int kills,
        Duration atMost,
        int agents,
        int intervalMillis,
        int diskMb,
        String folder,
        @Nullable String postgresBin) {

    private static final Set<String> VICTIMS = Set.of("server", "database", "disk");
    private static final int MAX_KILLS = 100_000;

    static ChaosSettings of(Options options) {
        boolean timed = options.has("--minutes");
        ChaosSettings settings = new ChaosSettings(
                options.store(),
                options.choice("--kill", "server", VICTIMS),
                options.number("--kills", timed ? MAX_KILLS : 20, 1, MAX_KILLS),
                Duration.ofMinutes(options.number("--minutes", 30, 1, 1_440)),
                options.number("--agents", 200, 1, 2_000),
                options.number("--interval-millis", 200, 10, 60_000),
                options.number("--disk-mb", 400, 100, 100_000),
                options.folder(),
                options.text("--postgres-bin"));
        options.requireNoMore();
        if (settings.victim.equals("database") && !settings.isPostgres()) {
            throw new IllegalArgumentException("--kill database needs --store postgres; H2 lives within the server");
        }
        return settings;
    }

    boolean isPostgres() {
        return store.equals("postgres");
    }

    boolean fillsDisk() {
        return victim.equals("disk");
    }
}
