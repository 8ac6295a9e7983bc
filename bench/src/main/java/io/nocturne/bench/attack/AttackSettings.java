package io.nocturne.bench.attack;

import io.nocturne.bench.harness.Options;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The options of `bench attack`.
///
/// **Unit** - `seconds` of the attack itself, between the ten before and the fifteen after; 0 is what its kind takes.
record AttackSettings(
        String store,
        List<String> kinds,
        int seconds,
        int hosts,
        String folder,
        @Nullable String postgresBin) {

    private static final String ALL = "all";

    static AttackSettings of(Options options) {
        Set<String> allowed = new TreeSet<>(Attacks.KINDS);
        allowed.add(ALL);
        String store = options.store();
        String kind = options.choice("--kind", ALL, allowed);
        AttackSettings settings = new AttackSettings(
                store,
                kind.equals(ALL)
                        ? Attacks.KINDS.stream()
                                .filter(each -> Attacks.fits(each, store))
                                .toList()
                        : List.of(kind),
                options.number("--seconds", 0, 0, 600),
                options.number("--hosts", 100, 1, 2_000),
                options.folder(),
                options.text("--postgres-bin"));
        options.requireNoMore();
        if (!Attacks.fits(kind, store)) {
            throw new IllegalArgumentException("--kind %s needs --store postgres".formatted(kind));
        }
        return settings;
    }

    boolean isPostgres() {
        return store.equals("postgres");
    }
}
