package io.nocturne.bench.probe;

import io.nocturne.server.ingest.Position;
import io.nocturne.server.ingest.StreamBatch;
import io.nocturne.server.ingest.StreamEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/// The probe's tables: one position, a row for each snapshot that it took, a row for each gap that it was told of.
///
/// **Shape** - rows of snapshots are numbered from 1 in the order in which they were taken; nothing but that number is
/// unique, so that what comes twice is there twice.
/// **Threads** - immutable; transactions are the caller's.
final class ProbeTables {

    private static final List<String> DEFINITIONS = List.of("""
            CREATE TABLE IF NOT EXISTS probe_position (
                node_id INT NOT NULL, segment BIGINT NOT NULL, entry INT NOT NULL, taken BIGINT NOT NULL)
            """, """
            CREATE TABLE IF NOT EXISTS probe_snapshot (
                running BIGINT PRIMARY KEY, node_id INT NOT NULL, segment BIGINT NOT NULL, entry INT NOT NULL,
                host_id UUID NOT NULL, sequence BIGINT NOT NULL, backfill BOOLEAN NOT NULL)
            """, """
            CREATE TABLE IF NOT EXISTS probe_gap (
                behind_node_id INT NOT NULL, behind_segment BIGINT NOT NULL, behind_entry INT NOT NULL,
                through_node_id INT NOT NULL, through_segment BIGINT NOT NULL, through_entry INT NOT NULL)
            """);

    private final JdbcTemplate jdbc;

    ProbeTables(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void create() {
        DEFINITIONS.forEach(jdbc::execute);
    }

    Optional<Kept> kept() {
        return jdbc
                .query(
                        "SELECT node_id, segment, entry, taken FROM probe_position",
                        (row, _) ->
                                new Kept(new Position(row.getInt(1), row.getLong(2), row.getInt(3)), row.getLong(4)))
                .stream()
                .findFirst();
    }

    /// Answers how many it is now.
    long add(StreamBatch batch, long taken) {
        List<Object[]> rows = new ArrayList<>();
        for (StreamEntry entry : batch.entries()) {
            Position at = entry.position();
            entry.snapshots()
                    .forEach(snapshot -> rows.add(new Object[] {
                        taken + rows.size() + 1,
                        at.nodeId(),
                        at.segment(),
                        at.entry(),
                        entry.hostId(),
                        snapshot.sequence(),
                        entry.arrival().isBackfill()
                    }));
        }
        jdbc.batchUpdate("INSERT INTO probe_snapshot VALUES (?, ?, ?, ?, ?, ?, ?)", rows);
        return taken + rows.size();
    }

    void addGap(Position behind, Position through) {
        jdbc.update(
                "INSERT INTO probe_gap VALUES (?, ?, ?, ?, ?, ?)",
                behind.nodeId(),
                behind.segment(),
                behind.entry(),
                through.nodeId(),
                through.segment(),
                through.entry());
    }

    void keep(Position through, long taken) {
        Object[] values = {through.nodeId(), through.segment(), through.entry(), taken};
        if (jdbc.update("UPDATE probe_position SET node_id = ?, segment = ?, entry = ?, taken = ?", values) == 0) {
            jdbc.update("INSERT INTO probe_position VALUES (?, ?, ?, ?)", values);
        }
    }

    /// How far the probe is, and how many snapshots it has taken up to there.
    record Kept(Position position, long taken) {}
}
