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
        boolean hasConsumer,
        boolean hasAlerts,
        String folder,
        @Nullable String postgresBin) {

    private static final Set<String> VICTIMS = Set.of("server", "database", "disk", "commit");
    private static final String YES = "yes";
    private static final String NO = "no";
    private static final int MAX_KILLS = 100_000;

    /// **Shape** - `consumable` says whether the server has a stream to which a consumer can be added, `judges`
    /// whether it has rules.
    static ChaosSettings of(Options options, boolean consumable, boolean judges) {
        boolean timed = options.has("--minutes");
        String victim = options.choice("--kill", "server", VICTIMS);
        // A small heap and more series, so that there are seals to cut every minute or two.
        boolean cuts = victim.equals("commit");
        boolean kills = Set.of("server", "database").contains(victim);
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
                options.choice("--consumer", consumable && kills ? YES : NO, Set.of(YES, NO))
                        .equals(YES),
                options.choice("--alerts", judges && kills ? YES : NO, Set.of(YES, NO))
                        .equals(YES),
                options.folder(),
                options.text("--postgres-bin"));
        options.requireNoMore();
        if (Set.of("database", "commit").contains(settings.victim) && !settings.isPostgres()) {
            throw new IllegalArgumentException(
                    "--kill %s needs --store postgres; H2 lives within the server".formatted(settings.victim));
        }
        if (settings.hasConsumer && !consumable) {
            throw new IllegalArgumentException("--consumer yes needs a server with a stream; this one has none");
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
