package io.nocturne.server.series.store;

import io.nocturne.server.platform.lease.Fence;
import io.nocturne.server.platform.lease.Leases;
import io.nocturne.server.series.store.journal.StoreTransaction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// How the store changes chunks: as a node what it has journaled, as the leader what belongs to no node alone.
record Changes(StoreTransaction asNode, StoreTransaction asLeader) {

    /// **Shape** - `jdbc` has the connections of `transaction`.
    static Changes of(JdbcClient jdbc, TransactionTemplate transaction, Leases leases) {
        return new Changes(
                new StoreTransaction(transaction, new Fence(jdbc, leases::node)),
                new StoreTransaction(transaction, new Fence(jdbc, leases::requireLeadership)));
    }
}
