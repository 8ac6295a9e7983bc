package io.nocturne.server.series.store;

/// Recent samples on a real PostgreSQL.
class PostgresRecentIT extends RecentContract {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
