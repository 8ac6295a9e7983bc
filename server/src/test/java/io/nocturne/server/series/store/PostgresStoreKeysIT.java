package io.nocturne.server.series.store;

/// The contract on a real PostgreSQL.
class PostgresStoreKeysIT extends StoreKeysContract {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
