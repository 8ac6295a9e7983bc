package io.nocturne.server.series.store;

/// Leases on a real PostgreSQL.
class PostgresSeveralServersIT extends SeveralServersContract {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
