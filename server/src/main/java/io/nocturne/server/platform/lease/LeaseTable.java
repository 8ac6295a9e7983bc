package io.nocturne.server.platform.lease;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Tables `node_lease`, which says who holds a node and until when, and `node_epoch`, which every change of a node
/// holds to its end. They are two, so that a long change keeps nobody from renewing.
///
/// Whether a lease has ended is judged by the database's clock alone.
///
/// **Threads** - safe.
final class LeaseTable {

    /// A lease that was not renewed for so long is anybody's.
    static final int TERM_SECONDS = 30;

    private static final String OVER = "renewed_at < CURRENT_TIMESTAMP - INTERVAL '" + TERM_SECONDS + "' SECOND";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    LeaseTable(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /// Takes a node that nobody holds, or whose lease is over; when this returns, no change under an earlier epoch is
    /// on its way.
    ///
    /// **Shape** - `alone` says that no other server can be alive, whatever the leases say.
    /// **Absent** - if another server holds it.
    Optional<Lease> take(int nodeId, Holder holder, Instant now, boolean alone) {
        return Optional.ofNullable(transaction.execute(_ -> {
            String free = alone ? "" : " AND " + OVER;
            int taken = jdbc.sql("""
                            UPDATE node_lease SET holder = ?, host = ?, renewed_at = CURRENT_TIMESTAMP, alive_at = ?
                            WHERE node_id = ?""" + free)
                    .params(holder.id(), holder.host(), utc(now), nodeId)
                    .update();
            return taken == 1 || insert(nodeId, holder, now) ? new Lease(nodeId, raise(nodeId)) : null;
        }));
    }

    /// Prolongs a lease; false if another server holds the node.
    boolean renew(int nodeId, Holder holder, Instant now) {
        return jdbc.sql("""
                        UPDATE node_lease SET renewed_at = CURRENT_TIMESTAMP, alive_at = ?
                        WHERE node_id = ? AND holder = ?
                        """).params(utc(now), nodeId, holder.id()).update() == 1;
    }

    /// Gives everything back that a holder has.
    void release(Holder holder, Instant now) {
        jdbc.sql("""
                UPDATE node_lease SET renewed_at = CURRENT_TIMESTAMP - INTERVAL '1' DAY, alive_at = ?
                WHERE holder = ?
                """).params(utc(now), holder.id()).update();
    }

    /// When any server was alive last, by its own clock; empty before the first.
    Optional<Instant> aliveAt() {
        return jdbc.sql("SELECT alive_at FROM node_lease ORDER BY alive_at DESC LIMIT 1")
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /// Who holds a node, in words.
    Optional<String> holder(int nodeId) {
        return jdbc.sql("SELECT host, renewed_at FROM node_lease WHERE node_id = ?")
                .param(nodeId)
                .query((row, _) -> "%s, alive at %s"
                        .formatted(
                                row.getString(1),
                                row.getObject(2, OffsetDateTime.class).toInstant()))
                .optional();
    }

    private boolean insert(int nodeId, Holder holder, Instant now) {
        return jdbc.sql("""
                        INSERT INTO node_lease (node_id, holder, host, renewed_at, alive_at)
                        VALUES (?, ?, ?, CURRENT_TIMESTAMP, ?) ON CONFLICT DO NOTHING
                        """)
                        .params(nodeId, holder.id(), holder.host(), utc(now))
                        .update()
                == 1;
    }

    private long raise(int nodeId) {
        jdbc.sql("INSERT INTO node_epoch (node_id, epoch) VALUES (?, 0) ON CONFLICT DO NOTHING")
                .param(nodeId)
                .update();
        jdbc.sql("UPDATE node_epoch SET epoch = epoch + 1 WHERE node_id = ?")
                .param(nodeId)
                .update();
        return jdbc.sql("SELECT epoch FROM node_epoch WHERE node_id = ?")
                .param(nodeId)
                .query(Long.class)
                .single();
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    /// A run of a server; `host` is for people.
    record Holder(UUID id, String host) {}
}
