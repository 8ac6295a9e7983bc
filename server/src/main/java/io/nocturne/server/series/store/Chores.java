package io.nocturne.server.series.store;

import io.nocturne.server.platform.loop.Pace;
import io.nocturne.server.platform.loop.Part;
import io.nocturne.server.platform.loop.Parts;
import java.time.Duration;
import java.util.stream.Stream;

/// What the upkeep does, each supervised by itself: one that fails rests, and the others go on.
record Chores(
        Part keys,
        Part disk,
        Part catalog,
        Part seal,
        Part tables,
        Part rollup,
        Part retention,
        Part sizes,
        Part recryption,
        Part layouts) {

    /// Short rests: the server calls itself ready again only when each of them has worked.
    private static final Pace PACE = new Pace(Duration.ofMinutes(5), Duration.ofSeconds(5), Duration.ofSeconds(15));

    static Chores of(Parts parts) {
        return new Chores(
                parts.part("store-keys", PACE),
                parts.part("store-disk", PACE),
                parts.part("store-catalog", PACE),
                parts.part("store-seal", PACE),
                parts.part("store-tables", PACE),
                parts.part("store-rollup", PACE),
                parts.part("store-retention", PACE),
                parts.part("store-sizes", PACE),
                parts.part("store-recryption", PACE),
                parts.part("store-layouts", PACE));
    }

    boolean areAllWell() {
        return Stream.of(keys, disk, catalog, seal, tables, rollup, retention, sizes, recryption, layouts)
                .allMatch(Part::isWell);
    }
}
