package io.nocturne.server.series.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.server.FakeClock;
import io.nocturne.server.backup.store.TableShape;
import io.nocturne.server.backup.store.TableSnapshot;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.platform.config.DatabaseKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a backup reads while the store moves samples from the journal into chunks: all of it as it was before.
class SnapshotWhileSealingIT {

    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final KnownLayout LAYOUT = KnownLayout.of(new Layout(List.of(SeriesKey.of("m"))));

    @TempDir
    private Path directory;

    private final UUID agent = UUID.randomUUID();

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void aSealAfterTheMomentIsNotSeen(DatabaseKind kind) throws Exception {
        try (TestDatabase database = kind == DatabaseKind.H2 ? TestDatabase.h2(directory) : TestDatabase.postgres();
                OpenStore store = new OpenStore(database.source(), kind, new FakeClock(START))) {
            append(store, 1);
            store.upkeep().seal();
            append(store, 2);
            append(store, 3);

            try (TableSnapshot snapshot = TableSnapshot.open(database.source(), kind)) {
                append(store, 4);
                store.upkeep().seal();
                append(store, 5);

                Map<String, Long> rows = rows(snapshot);
                assertThat(rows)
                        .containsEntry("journal", 2L)
                        .containsEntry("raw_chunk_20261122", 1L)
                        .containsEntry("journal_mark", 1L)
                        .containsEntry("layout", 1L)
                        .doesNotContainKeys("flyway_schema_history");
            }
            try (TableSnapshot snapshot = TableSnapshot.open(database.source(), kind)) {
                assertThat(rows(snapshot)).containsEntry("journal", 1L);
            }
        }
    }

    private void append(OpenStore store, int number) {
        Snapshot snapshot = new Snapshot(START.plusSeconds(number), SampleValues.of((double) number));
        assertThat(store.append(agent, agent, LAYOUT, List.of(new NumberedSnapshot(number, snapshot))))
                .hasSize(1);
    }

    private static Map<String, Long> rows(TableSnapshot snapshot) throws Exception {
        Map<String, Long> rows = new TreeMap<>();
        for (TableShape table : snapshot.tables()) {
            rows.put(table.name(), snapshot.read(table, row -> {}));
        }
        return rows;
    }
}
