package io.nocturne.server.platform.lease;

import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Lets a transaction pass only while this server holds a lease.
///
/// **Threads** - safe.
public final class Fence {

    private final JdbcClient jdbc;
    private final Supplier<Lease> lease;

    /// **Shape** - `lease` is asked anew for each transaction, and may refuse by throwing.
    public Fence(JdbcClient jdbc, Supplier<Lease> lease) {
        this.jdbc = jdbc;
        this.lease = lease;
    }

    /// Part of a transaction: nobody takes the lease over, and no other transaction passes, until it ends.
    ///
    /// **Errors** - [LeaseLostException] if another server has taken it.
    public void hold() {
        Lease held = lease.get();
        boolean ours = jdbc.sql("SELECT epoch FROM node_epoch WHERE node_id = ? AND epoch = ? FOR UPDATE")
                .params(held.nodeId(), held.epoch())
                .query(Long.class)
                .optional()
                .isPresent();
        if (!ours) {
            throw held.lost();
        }
    }
}
