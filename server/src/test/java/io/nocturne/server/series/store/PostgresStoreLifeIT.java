package io.nocturne.server.series.store;

/// The contract on a real PostgreSQL.
class PostgresStoreLifeIT extends StoreLifeContract {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
