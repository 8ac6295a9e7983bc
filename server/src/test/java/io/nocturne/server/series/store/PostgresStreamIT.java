package io.nocturne.server.series.store;

/// The stream on a real PostgreSQL.
class PostgresStreamIT extends StreamContract {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
