package io.nocturne.server.series.store;

import io.nocturne.server.ingest.Position;
import io.nocturne.server.ingest.StreamBatch;
import io.nocturne.server.ingest.StreamConsumer;
import io.nocturne.server.ingest.StreamEntry;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Writes down every sample that it is told of, and how far it is, in one transaction.
final class KeptConsumer implements StreamConsumer {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Consumer<When> fault;

    /// **Shape** - `fault` may throw whatever it likes at each of these moments.
    KeptConsumer(DataSource source, Consumer<When> fault) {
        this.jdbc = JdbcClient.create(source);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        this.fault = fault;
        jdbc.sql("CREATE TABLE IF NOT EXISTS kept_done (node INTEGER, segment BIGINT, entry INTEGER)")
                .update();
        jdbc.sql(
                        "CREATE TABLE IF NOT EXISTS kept_entry (segment BIGINT, entry INTEGER, sequence BIGINT, backfill BOOLEAN)")
                .update();
        jdbc.sql("CREATE TABLE IF NOT EXISTS kept_gap (behind BIGINT, through BIGINT)")
                .update();
        if (done().isEmpty()) {
            jdbc.sql("INSERT INTO kept_done VALUES (1, 0, 2147483647)").update();
        }
    }

    @Override
    public String name() {
        return "kept";
    }

    @Override
    public Optional<Position> done() {
        return jdbc.sql("SELECT node, segment, entry FROM kept_done")
                .query((row, index) -> new Position(row.getInt(1), row.getLong(2), row.getInt(3)))
                .optional();
    }

    @Override
    public void take(StreamBatch batch) {
        fault.accept(When.BEFORE);
        transaction.executeWithoutResult(status -> {
            for (StreamEntry entry : batch.entries()) {
                entry.snapshots()
                        .forEach(snapshot -> jdbc.sql("INSERT INTO kept_entry VALUES (?, ?, ?, ?)")
                                .params(
                                        entry.position().segment(),
                                        entry.position().entry(),
                                        snapshot.sequence(),
                                        entry.arrival().isBackfill())
                                .update());
            }
            doneWith(batch.through());
            fault.accept(When.AMID);
        });
        fault.accept(When.AFTER);
    }

    @Override
    public void missed(Position behind, Position through) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("INSERT INTO kept_gap VALUES (?, ?)")
                    .params(behind.segment(), through.segment())
                    .update();
            doneWith(through);
        });
    }

    /// In the order of the stream.
    List<Long> sequences() {
        return jdbc.sql("SELECT sequence FROM kept_entry ORDER BY segment, entry, sequence")
                .query((row, index) -> row.getLong(1))
                .list();
    }

    List<Boolean> backfill() {
        return jdbc.sql("SELECT backfill FROM kept_entry ORDER BY segment, entry, sequence")
                .query((row, index) -> row.getBoolean(1))
                .list();
    }

    int gaps() {
        return jdbc.sql("SELECT COUNT(*) FROM kept_gap").query(Integer.class).single();
    }

    private void doneWith(Position position) {
        jdbc.sql("UPDATE kept_done SET node = ?, segment = ?, entry = ?")
                .params(position.nodeId(), position.segment(), position.entry())
                .update();
    }

    /// Before its transaction, before that is committed, or when it is and nobody knows.
    enum When {
        BEFORE,
        AMID,
        AFTER
    }
}
