package io.nocturne.server.series.store;

import io.nocturne.model.sample.Snapshot;
import io.nocturne.model.series.SeriesData;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.ingest.SampleStore;
import io.nocturne.server.platform.DiskSync;
import io.nocturne.server.series.SeriesQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/// Samples in the database, one row a snapshot.
///
/// **Threads** - safe; the primary key (agent, sequence) decides between two deliveries of the same
/// snapshot.
@Repository
class JdbcSampleStore implements SampleStore, SeriesQuery {

    private static final int MAX_ATTEMPTS = 5;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final TransactionTemplate transaction;
    private final LayoutStore layouts;
    private final DiskSync disk;

    JdbcSampleStore(
            JdbcClient jdbc,
            JdbcTemplate batches,
            TransactionTemplate transaction,
            LayoutStore layouts,
            DiskSync disk) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transaction = transaction;
        this.layouts = layouts;
        this.disk = disk;
    }

    @Override
    public Optional<KnownLayout> layout(String layoutId) {
        return layouts.find(layoutId);
    }

    @Override
    public List<NumberedSnapshot> append(
            UUID agentId, UUID hostId, KnownLayout layout, List<NumberedSnapshot> snapshots) {
        layouts.put(layout);
        for (int attempt = 1; ; attempt++) {
            try {
                List<NumberedSnapshot> added =
                        transaction.execute(status -> insertNew(agentId, hostId, layout.id(), snapshots));
                // Duplicates too: their first delivery may have been committed but not yet synced.
                disk.await();
                return added;
            } catch (DuplicateKeyException e) {
                // The same delivery is being stored by another request; seen again, its rows are duplicates.
                if (attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public List<SeriesData> range(RangeRequest request) {
        RangeAssembly assembly =
                new RangeAssembly(request, id -> requireLayout(id).layout());
        jdbc.sql("""
                SELECT time_millis, layout_id, samples FROM snapshot
                WHERE host_id = ? AND time_millis >= ? AND time_millis < ? ORDER BY time_millis
                """)
                .params(
                        request.hostId(),
                        request.range().from().toEpochMilli(),
                        request.range().to().toEpochMilli())
                .query(row -> {
                    assembly.add(row.getLong(1), row.getString(2), row.getBytes(3));
                });
        return assembly.finish();
    }

    @Override
    public Optional<LatestSnapshot> latest(UUID hostId) {
        return jdbc.sql("""
                SELECT sequence, time_millis, layout_id, samples FROM snapshot
                WHERE host_id = ? ORDER BY time_millis DESC LIMIT 1
                """)
                .param(hostId)
                .query((row, index) -> new LatestSnapshot(
                        requireLayout(row.getString(3)),
                        new NumberedSnapshot(
                                row.getLong(1),
                                new Snapshot(
                                        Instant.ofEpochMilli(row.getLong(2)), SampleBytes.decode(row.getBytes(4))))))
                .optional();
    }

    private List<NumberedSnapshot> insertNew(
            UUID agentId, UUID hostId, String layoutId, List<NumberedSnapshot> snapshots) {
        Set<Long> present =
                new HashSet<>(jdbc.sql("SELECT sequence FROM snapshot WHERE agent_id = ? AND sequence BETWEEN ? AND ?")
                        .params(
                                agentId,
                                snapshots.getFirst().sequence(),
                                snapshots.getLast().sequence())
                        .query(Long.class)
                        .list());
        List<NumberedSnapshot> fresh = new ArrayList<>(snapshots);
        fresh.removeIf(snapshot -> present.contains(snapshot.sequence()));
        List<Object[]> rows = fresh.stream()
                .map(snapshot -> new Object[] {
                    agentId,
                    snapshot.sequence(),
                    hostId,
                    snapshot.time().toEpochMilli(),
                    layoutId,
                    SampleBytes.encode(snapshot.values())
                })
                .toList();
        if (!rows.isEmpty()) {
            batches.batchUpdate(
                    "INSERT INTO snapshot (agent_id, sequence, host_id, time_millis, layout_id, samples) VALUES (?, ?, ?, ?, ?, ?)",
                    rows);
        }
        return fresh;
    }

    private KnownLayout requireLayout(String layoutId) {
        return layouts.find(layoutId)
                .orElseThrow(() -> new IllegalStateException(
                        "a stored snapshot names layout %s, which is not stored".formatted(layoutId)));
    }
}
